// The tenants and people that the authority knows.

export type Tenant = { id: string; name: string; domain: string };
export type Person = {
  key: string;
  name: string;
  /** The user principal name at home; Entra shows it in other tenants too. */
  username: string;
  home: Tenant;
  /** The object id in each tenant: a guest has another one there. */
  objects: Record<string, string>;
};

/** The emulator's own tenant (src/sim/cast.rs). */
export const CONTOSO: Tenant = { id: "5f0c2a9e-3b7d-4e18-9a64-c1d27be8f035", name: "Contoso", domain: "contoso.example" };
export const FABRIKAM: Tenant = { id: "0b8e4d72-61c3-4f9a-8d25-7ea9c3f1b604", name: "Fabrikam", domain: "fabrikam.example" };
/** Where Microsoft keeps personal accounts. */
export const CONSUMERS: Tenant = { id: "9188040d-6c67-4c5b-b112-36a304b66dad", name: "Microsoft", domain: "live.example" };
const TENANTS = [CONTOSO, FABRIKAM, CONSUMERS];

export const PEOPLE = {
  /** Signs in unless a test says otherwise. Also a guest of Fabrikam. */
  alex: {
    key: "alex",
    name: "Alex Wilber",
    username: "alex@contoso.example",
    home: CONTOSO,
    objects: { [CONTOSO.id]: "b6d4f0e1-3c92-4a75-8e1b-90f5a7c3d264", [FABRIKAM.id]: "a1c59d3e-72f4-4b06-8d97-5e0b84f26c13" },
  },
  /** Somebody else of Contoso. */
  megan: {
    key: "megan",
    name: "Megan Bowen",
    username: "megan@contoso.example",
    home: CONTOSO,
    objects: { [CONTOSO.id]: "4e7f2b80-95d1-4c63-a8fe-d3607b19ca52" },
  },
  /** A personal account. */
  sam: {
    key: "sam",
    name: "Sam Centrell",
    username: "sam@live.example",
    home: CONSUMERS,
    objects: { [CONSUMERS.id]: "00000000-0000-0000-9c4f-1b7e25d3a860" },
  },
} satisfies Record<string, Person>;

export const everybody = (): Person[] => Object.values(PEOPLE);
export const personOf = (key: string): Person => {
  const person = everybody().find((one) => one.key === key);
  if (!person) throw new Error(`there is no person ${key}`);
  return person;
};

/** What may stand in the path in place of a tenant. */
export const ORGANIZATIONS = "organizations";

/** The tenant that a segment of the path names, by id or verified domain. */
export const tenantNamed = (segment: string): Tenant | undefined =>
  TENANTS.find((tenant) => tenant.id === segment || tenant.domain === segment);

/** Whether `person` can sign in under this segment. */
export const belongs = (person: Person, segment: string): boolean => tenantFor(segment, person).id in person.objects;

/** Where `person` signs in under this segment: at home with `organizations`. */
export const tenantFor = (segment: string, person: Person): Tenant => tenantNamed(segment) ?? person.home;
