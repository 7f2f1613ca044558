// What a test takes by one name each.
export * as aadsts from "./aadsts";
export * as lies from "./lies";
