//! What is not settled about Microsoft Graph, as fields one can turn (graph-contract.md §8, the marks ◆, and §10).

use std::time::Duration;

/// What an application that cannot be provisioned answers to `GET templates` (rule 2).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoTemplates {
    /// 200 with an empty list.
    Empty,
    /// 404.
    NotFound,
    /// 400.
    BadRequest,
}

/// What synchronization paths of an application created a moment ago answer (rule 2).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum YoungApp {
    /// 401 `UnknownError`, as for a missing role.
    Unauthorized,
    /// 404 `ResourceNotFound`.
    NotFound,
}

/// What `GET jobs` answers without any job (rule 3).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoJob {
    /// 200 with an empty list.
    Empty,
    /// 404 `ResourceNotFound`.
    NotFound,
}

/// The code of a job just created (rule 4).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NewJobCode {
    /// As captured from real tenants.
    Paused,
    /// As the reference page prints.
    NotConfigured,
}

/// What a second `POST jobs` does (rule 4).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SecondJob {
    /// 409.
    Conflict,
    /// 201 with another job.
    Created,
}

/// What `PUT secrets` does with keys that are stored and not sent (rule 5).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SecretsPut {
    /// They stay.
    Merge,
    /// They go.
    Replace,
}

/// What a failed test says where the code is `CredentialValidationUnavailable` (rule 6, §10, 1).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ValidationText {
    /// What happened, with the endpoint's answer where there was one.
    Cause,
    /// One sentence for everything, as captured (§1.8).
    Nothing,
}

/// Where the directories of a schema are read (rule 7).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Directories {
    /// In every answer.
    Inline,
    /// Only with `$expand=directories`.
    OnlyExpanded,
}

/// In which order the members of a schema come back (rule 7).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MemberOrder {
    /// As they were sent.
    AsSent,
    /// Sorted by name.
    Normalised,
}

/// What becomes of a schema sent without `directories` (rule 8).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WithoutDirectories {
    /// It is taken, and the directories are lost.
    Lose,
    /// 400.
    Refuse,
}

/// What becomes of members of a mapping that Graph's metadata does not know (rule 8).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UnknownMembers {
    /// They are stored.
    Keep,
    /// They are dropped without a word.
    Drop,
}

/// The job's code until the first run is over (§7, 64).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FirstCycleCode {
    /// `Active` once T1 is over, as captured.
    Active,
    /// `NotRun` until the first cycle is over, as the reference page says.
    NotRun,
}

/// The shape of an on-demand answer for one user (rule 12, §3.3).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OnDemandShape {
    /// `key` is JSON with the result, `value` JSON of one object.
    A,
    /// `key` is a constant, `value` JSON of an array.
    B,
}

/// The shape of an on-demand answer for a group (rule 12, §3.3).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GroupAnswer {
    /// `value` is `{}`, as documented.
    Empty,
    /// As for users, one element per member.
    Detailed,
}

/// How an assignment that exists already is refused (rule 13).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DuplicateAssignment {
    /// 400 "Permission being assigned already exists on the object".
    AlreadyExists,
    /// 400 "`EntitlementGrant` entry already exists."
    EntitlementGrant,
    /// 409 `Request_MultipleObjectsWithSameKeyValue`.
    Conflict,
}

/// A status that an undocumented refusal may have (rules 12 and 13).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// 400 `Request_BadRequest`.
    BadRequest,
    /// 403 `Authorization_RequestDenied`.
    Forbidden,
}

/// What `$batch` does with synchronization paths (§0.9, §10).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BatchSynchronization {
    /// The entry answers 400.
    Refused,
    /// The entry is served.
    Served,
}

/// Something that goes wrong once, at the first request it fits (rule 17).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// 500 or 503 instead of the answer.
    Status(u16),
    /// The connection is lost before the request took effect.
    CutBefore,
    /// The connection is lost after the request took effect.
    CutAfter,
    /// The answer takes this long.
    Slow(Duration),
}

/// Every knob. [`Knobs::default`] is what graph-contract.md calls the default or the likeliest.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Knobs {
    /// A privileged role reads synchronization data without `Synchronization.Read.All` (rule 1).
    pub role_reads_without_scope: bool,
    /// Templates of a foreign or registration-only application (rule 2).
    pub no_templates: NoTemplates,
    /// How old an application must be before synchronization knows it (rule 2: 0–120 s).
    pub young_app_age: Duration,
    /// What it answers until then (rule 2).
    pub young_app: YoungApp,
    /// `GET jobs` without a job (rule 3).
    pub no_job: NoJob,
    /// The code of a new job (rule 4).
    pub new_job_code: NewJobCode,
    /// When a new job can be read (rule 4: 0–20 s).
    pub job_visible_after: Duration,
    /// A second `POST jobs` (rule 4).
    pub second_job: SecondJob,
    /// Merge or replace (rule 5).
    pub secrets_put: SecretsPut,
    /// When stored secrets can be read (rule 5: 0–60 s).
    pub secrets_visible_after: Duration,
    /// How long a connection test takes (rule 6: 1–20 s).
    pub validation_latency: Duration,
    /// What a failed test says (rule 6).
    pub validation_text: ValidationText,
    /// Where directories are (rule 7).
    pub directories: Directories,
    /// Order of members (rule 7).
    pub member_order: MemberOrder,
    /// A schema without directories (rule 8).
    pub without_directories: WithoutDirectories,
    /// Unknown members (rule 8).
    pub unknown_members: UnknownMembers,
    /// Somebody else edits the schema after it was read for the first time (rule 9).
    pub concurrent_editor: bool,
    /// T1: from the start until the first objects move (rule 10).
    pub first_run_after: Duration,
    /// T2: from the start until the first cycle is over; 2 ms per person in scope are added (rule 10).
    pub first_cycle: Duration,
    /// The job's code meanwhile (§7, 64).
    pub first_cycle_code: FirstCycleCode,
    /// When a provisioning log row can be read (rule 11: 0–5 min).
    pub log_delay: Duration,
    /// How too many subjects are refused (rule 12).
    pub too_many_subjects: Refusal,
    /// When on demand knows an assignment (rule 12: 0–120 s).
    pub assignment_effective_after: Duration,
    /// The answer for a user (rule 12).
    pub on_demand_shape: OnDemandShape,
    /// The answer for a group (rule 12).
    pub group_answer: GroupAnswer,
    /// A duplicate assignment (rule 13).
    pub duplicate_assignment: DuplicateAssignment,
    /// A group that cannot be assigned: not security-enabled, or no P1 (rule 13).
    pub unassignable_group: Refusal,
    /// When a new assignment is listed (rule 13: 0–60 s).
    pub assignment_visible_after: Duration,
    /// Roles have their `roleTemplateId` although only `User.Read` was granted (§10, 7).
    pub role_details: bool,
    /// `Retry-After` can be read outside `$batch` (rule 16).
    pub retry_after_readable: bool,
    /// A claims challenge can be read outside `$batch`: `WWW-Authenticate` is exposed (§0.8).
    pub challenge_readable: bool,
    /// A fault of the first read (rule 17).
    pub read_fault: Option<Fault>,
    /// A fault of the first write (rule 17).
    pub write_fault: Option<Fault>,
    /// Synchronization paths in `$batch` (§10, 5).
    pub batch_synchronization: BatchSynchronization,
    /// The last character of every person's identity that is sent is another one: a fault that no document tells of, and
    /// that a proof must find.
    pub altered_external_id: bool,
}

impl Default for Knobs {
    fn default() -> Self {
        Self {
            role_reads_without_scope: false,
            no_templates: NoTemplates::Empty,
            young_app_age: Duration::from_secs(120),
            young_app: YoungApp::Unauthorized,
            no_job: NoJob::Empty,
            new_job_code: NewJobCode::Paused,
            job_visible_after: Duration::from_secs(3),
            second_job: SecondJob::Conflict,
            secrets_put: SecretsPut::Merge,
            secrets_visible_after: Duration::from_secs(3),
            validation_latency: Duration::from_secs(2),
            validation_text: ValidationText::Cause,
            directories: Directories::Inline,
            member_order: MemberOrder::AsSent,
            without_directories: WithoutDirectories::Lose,
            unknown_members: UnknownMembers::Keep,
            concurrent_editor: false,
            first_run_after: Duration::from_secs(6),
            first_cycle: Duration::from_secs(20),
            first_cycle_code: FirstCycleCode::Active,
            log_delay: Duration::from_secs(5),
            too_many_subjects: Refusal::BadRequest,
            assignment_effective_after: Duration::from_secs(20),
            on_demand_shape: OnDemandShape::A,
            group_answer: GroupAnswer::Empty,
            duplicate_assignment: DuplicateAssignment::AlreadyExists,
            unassignable_group: Refusal::BadRequest,
            assignment_visible_after: Duration::from_secs(4),
            role_details: true,
            retry_after_readable: true,
            challenge_readable: true,
            read_fault: None,
            write_fault: None,
            batch_synchronization: BatchSynchronization::Refused,
            altered_external_id: false,
        }
    }
}

impl Knobs {
    /// Every way that [`Knobs::each`] knows, and the fault under which nobody can be proven.
    #[must_use]
    pub fn named() -> Vec<(&'static str, Self)> {
        let altered = Self { altered_external_id: true, ..Self::default() };
        let mut all = Self::each();
        all.push(("altered_external_id", altered));
        all
    }

    /// For every knob the defaults with that one turned to each of its other ways, under a name for messages.
    #[must_use]
    pub fn each() -> Vec<(&'static str, Self)> {
        let zero = Duration::ZERO;
        let seconds = Duration::from_secs;
        let mut all = Vec::new();
        let mut turn = |name: &'static str, change: &dyn Fn(&mut Self)| {
            let mut knobs = Self::default();
            change(&mut knobs);
            all.push((name, knobs));
        };
        turn("role_reads_without_scope", &|k| k.role_reads_without_scope = true);
        turn("no_templates: not found", &|k| k.no_templates = NoTemplates::NotFound);
        turn("no_templates: bad request", &|k| k.no_templates = NoTemplates::BadRequest);
        turn("young_app_age: 0 s", &|k| k.young_app_age = zero);
        turn("young_app: not found", &|k| k.young_app = YoungApp::NotFound);
        turn("no_job: not found", &|k| k.no_job = NoJob::NotFound);
        turn("new_job_code: not configured", &|k| k.new_job_code = NewJobCode::NotConfigured);
        turn("job_visible_after: 0 s", &|k| k.job_visible_after = zero);
        turn("job_visible_after: 20 s", &|k| k.job_visible_after = seconds(20));
        turn("second_job: created", &|k| k.second_job = SecondJob::Created);
        turn("secrets_put: replace", &|k| k.secrets_put = SecretsPut::Replace);
        turn("secrets_visible_after: 0 s", &|k| k.secrets_visible_after = zero);
        turn("secrets_visible_after: 60 s", &|k| k.secrets_visible_after = seconds(60));
        turn("validation_latency: 20 s", &|k| k.validation_latency = seconds(20));
        turn("validation_text: nothing", &|k| k.validation_text = ValidationText::Nothing);
        turn("directories: only expanded", &|k| k.directories = Directories::OnlyExpanded);
        turn("member_order: normalised", &|k| k.member_order = MemberOrder::Normalised);
        turn("without_directories: refuse", &|k| k.without_directories = WithoutDirectories::Refuse);
        turn("unknown_members: drop", &|k| k.unknown_members = UnknownMembers::Drop);
        turn("concurrent_editor", &|k| k.concurrent_editor = true);
        turn("first_run_after: 60 s", &|k| {
            k.first_run_after = seconds(60);
            k.first_cycle = seconds(120);
        });
        turn("first_cycle: 1 h", &|k| k.first_cycle = seconds(3600));
        turn("first_cycle_code: not run", &|k| k.first_cycle_code = FirstCycleCode::NotRun);
        turn("log_delay: 0 s", &|k| k.log_delay = zero);
        turn("log_delay: 5 min", &|k| k.log_delay = seconds(300));
        turn("too_many_subjects: forbidden", &|k| k.too_many_subjects = Refusal::Forbidden);
        turn("assignment_effective_after: 0 s", &|k| k.assignment_effective_after = zero);
        turn("assignment_effective_after: 120 s", &|k| k.assignment_effective_after = seconds(120));
        turn("on_demand_shape: B", &|k| k.on_demand_shape = OnDemandShape::B);
        turn("group_answer: detailed", &|k| k.group_answer = GroupAnswer::Detailed);
        turn("group_answer: detailed, on_demand_shape: B", &|k| {
            k.group_answer = GroupAnswer::Detailed;
            k.on_demand_shape = OnDemandShape::B;
        });
        turn("duplicate_assignment: entitlement grant", &|k| {
            k.duplicate_assignment = DuplicateAssignment::EntitlementGrant;
        });
        turn("duplicate_assignment: conflict", &|k| k.duplicate_assignment = DuplicateAssignment::Conflict);
        turn("unassignable_group: forbidden", &|k| k.unassignable_group = Refusal::Forbidden);
        turn("assignment_visible_after: 0 s", &|k| k.assignment_visible_after = zero);
        turn("assignment_visible_after: 60 s", &|k| k.assignment_visible_after = seconds(60));
        turn("role_details: blank", &|k| k.role_details = false);
        turn("retry_after_readable: no", &|k| k.retry_after_readable = false);
        turn("challenge_readable: no", &|k| k.challenge_readable = false);
        turn("read_fault: 500", &|k| k.read_fault = Some(Fault::Status(500)));
        turn("read_fault: 503", &|k| k.read_fault = Some(Fault::Status(503)));
        turn("read_fault: cut", &|k| k.read_fault = Some(Fault::CutBefore));
        turn("read_fault: slow", &|k| k.read_fault = Some(Fault::Slow(seconds(15))));
        turn("write_fault: 503", &|k| k.write_fault = Some(Fault::Status(503)));
        turn("write_fault: cut before", &|k| k.write_fault = Some(Fault::CutBefore));
        turn("write_fault: cut after", &|k| k.write_fault = Some(Fault::CutAfter));
        turn("batch_synchronization: served", &|k| k.batch_synchronization = BatchSynchronization::Served);
        all
    }
}
