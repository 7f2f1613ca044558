//! Buttons, headings and short texts of the pages. The buttons bear the names that administrators know from the portal.

macro_rules! labels {
    ($($name:ident = $text:literal;)*) => { $(#[doc = $text] pub const $name: &str = $text;)* };
}

labels! {
    APP_NAME = "TOTAL Setup Assistant";
    DEMO_LABEL = "Demonstration: a made-up tenant in this page. Nothing leaves it.";
    SCENARIO = "Scenario";
    SPEED = "Clock";
    SPEED_REAL = "Real time";
    SPEED_FAST = "10 × faster";
    SPEED_VERY_FAST = "60 × faster";

    WELCOME_TITLE = "Set up provisioning from Microsoft Entra ID into {product}";
    WELCOME_LEAD = "The assistant looks at your tenant, says what is right and what is wrong, shows each change before it makes it, and proves at the end that sign-in and provisioning name every person by the same identity.";
    SIGN_IN = "Sign in with Microsoft";
    SIGN_OUT = "Sign out";
    TRY_DEMO = "Try the demonstration";
    PROMISE_LOOK = "Looks first";
    PROMISE_LOOK_TEXT = "Signing in changes nothing. Every change is shown, old → new, before you agree to it.";
    PROMISE_BROWSER = "Stays in your browser";
    PROMISE_BROWSER_TEXT = "There is no server behind this page. Your token and the secret go to Microsoft only, and nowhere else.";
    PROMISE_PROVE = "Proves the result";
    PROMISE_PROVE_TEXT = "For real people it compares the object ID with what Entra sent. What was not sent is never called right.";
    NEEDS_TITLE = "What you need";
    NEEDS_ROLE = "The role Cloud Application Administrator, Application Administrator or Global Administrator";
    NEEDS_LICENCE = "Microsoft Entra ID P1 or P2, to assign groups";
    NEEDS_CREDENTIALS = "Tenant URL and secret token from the {product} Enrollment Console: Settings → SSO & Provisioning";
    NOT_CONFIGURED = "Sign-in is not configured here";
    NOT_CONFIGURED_TEXT = "Whoever hosts this page has not entered the application (client) ID in config.json yet. The demonstration works without it.";
    CONFIG_WRONG = "config.json is wrong";
    SIGN_IN_FAILED = "Sign-in did not succeed";
    SIGNING_IN = "Signing in…";

    CHOOSE_TITLE = "Which application is {product}?";
    CHOOSE_TEXT = "More than one may be meant. The assistant never guesses.";
    CHOOSE_NONE_TITLE = "No application for {product} was found";
    CHOOSE_NONE_TEXT = "Create one by hand: Enterprise applications → New application → Create your own application → name it {product} → Integrate any other application you don't find in the gallery. Then check again.";
    CHOOSE_THIS = "Use this application";
    CAN_BE_PROVISIONED = "Can be provisioned";
    OPEN_ADMIN_CENTER = "Open the Entra admin center";
    CHANGE_APPLICATION = "Choose another application";

    SETUP_TITLE = "Provisioning into {product}";
    STEPS = "Steps";
    CHECK_AGAIN = "Check again";
    FIX_EVERYTHING = "Fix everything";
    FIX_EVERYTHING_NONE = "Nothing to fix";
    LOOKING = "Looking at the tenant…";
    ALL_RIGHT = "Everything is right";
    ALL_RIGHT_TEXT = "The connection works, the mapping is right, the groups are assigned, the synchronization runs, and the identity of the chosen people is proven.";
    TENANT = "Tenant";
    APPLICATION = "Application";
    SIGNED_IN_AS = "Signed in as";

    TENANT_URL = "Tenant URL";
    TENANT_URL_HINT = "From the Enrollment Console: Settings → SSO & Provisioning";
    SECRET_TOKEN = "Secret token";
    SECRET_TOKEN_HINT = "It goes to Microsoft only, and is forgotten once it is stored";
    FILL_DEMO = "Fill in the demonstration's credentials";
    TEST_CONNECTION = "Test connection";
    TEST_STORED = "Test what is stored";
    SAVE_CREDENTIALS = "Save credentials";
    USE_INSTEAD = "Use this instead";
    NEW_CREDENTIALS = "Enter other credentials";

    FIX_MAPPING = "Fix mapping";
    MAPPING_TABLE = "What {product} needs";
    WHOLE_MAPPING = "The whole mapping";
    WHOLE_MAPPING_TARGET = "Attribute at {product}";
    WHOLE_MAPPING_SOURCE = "Source in Entra";
    PERSON_PREVIEW = "One person as {product} will see them";
    PERSON_NOW = "Now";
    PERSON_AFTER = "After";
    DOWNLOAD_SCHEMA = "Download the schema";
    EMPTY_VALUE = "Not sent (empty)";
    COMPUTED_VALUE = "Computed by Entra";
    UNREAD_VALUE = "Not readable with this sign-in";

    ASSIGN_GROUPS = "Assign groups";
    FIND_GROUP = "Find a group";
    GROUPS_FOUND = "Groups";
    NO_GROUP_FOUND = "No security group bears this name.";
    ASSIGNED = "Assigned";
    REMOVE_ASSIGNMENT = "Remove";
    REQUIRED = "Required";
    DIRECT_MEMBERS = "direct members";

    START_PROVISIONING = "Start provisioning";
    PAUSE_PROVISIONING = "Pause provisioning";
    RESTART_PROVISIONING = "Restart provisioning";
    PEOPLE_IN_SCOPE = "Assigned users, groups and members";
    EXPECTED_TIME = "Microsoft's usual range for the first cycle";
    CYCLE_RUNNING = "First cycle";
    AT_PRODUCT = "At {product}";
    NEXT_CYCLE = "Next cycle";
    LAST_CYCLE = "Newest cycle ended";

    PROVISION = "Provision";
    PEOPLE = "People";
    UP_TO_FIVE = "Up to five at a time; more are sent one after another.";
    STEPS_TAKEN = "Steps Entra took";
    ORIGIN = "Microsoft Entra ID";
    WAY_SIGN_IN = "Sign-in";
    WAY_PROVISIONING = "Provisioning";
    VERDICT_MATCH = "They meet: {product} knows who signs in.";
    VERDICT_MISMATCH = "They differ: sign-in finds nobody.";
    VERDICT_UNKNOWN = "Nothing was sent yet.";

    BY_HAND = "Do it by hand";
    BY_HAND_NOTE = "Entra admin center, PowerShell, request";
    TAB_STEPS = "Admin center";
    TAB_POWERSHELL = "Graph PowerShell";
    TAB_REQUEST = "Request";
    OPEN_BLADE = "Open this place in the admin center";
    BLADE_DATED = "Steps as of August 2026; Microsoft moves things.";
    NOTHING_TO_COPY = "Nothing is to be changed here now.";

    PREVIEW_TITLE = "This will be changed";
    PREVIEW_IN = "in the tenant";
    APPLY = "Apply";
    CANCEL = "Cancel";
    STOP = "Stop after this change";
    CONSEQUENCES = "What else happens";
    PREVIEW_ROWS = "Old and new";
    RUNNING = "Applying changes";
    RUN_COMPLETED = "Done";
    RUN_STOPPED = "Stopped";
    RUN_STOPPED_TEXT = "Nothing more was changed. What is left is shown in the steps.";
    RUN_FAILED = "A change did not succeed";
    RUN_SURPRISE = "Stopped: the tenant is not as expected";
    RUN_SURPRISE_TEXT = "What is left to do differs from what you agreed to. Look at the steps and confirm again.";
    RECEIPTS = "Changes made in this visit";
    UNDO = "Undo";
    CONFIRMED = "Seen";
    ALREADY_SO = "Was so already";
    NOT_VISIBLE_YET = "Accepted, not visible yet";
    REQUEST_ID = "Request ID";
    MICROSOFT_SAYS = "Microsoft's answer";
    DOWNLOAD_REPORT = "Download the report";
    PRINT_REPORT = "Print";
    WAITING = "Microsoft asks to wait";

    DETAILS = "Evidence";
    NOW = "Now";
    SHOULD_BE = "Should be";
    GUIDE_SECTION = "Guide";
    PRIVACY = "No server, no telemetry. Source and documentation are open.";
}
