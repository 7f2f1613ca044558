//! Buttons, headings and short texts of the pages. The buttons bear the names that administrators know from the portal.

macro_rules! labels {
    ($($name:ident = $text:literal;)*) => { $(#[doc = $text] pub const $name: &str = $text;)* };
}

labels! {
    APP_NAME = "{product} Setup Assistant";

    FROM_LINK = "The tenant URL comes from the link that you opened";
    FROM_LINK_TEXT = "Compare it with the one in the {console} before you save it. Bring the secret token from there too: no link carries it.";

    WELCOME_TITLE = "Set up provisioning from Microsoft Entra ID into {product}";
    WELCOME_LEAD = "The assistant looks at your tenant, says what is right and what is wrong, shows each change before it makes it, and proves at the end that sign-in and provisioning name every person by the same identity.";
    SIGN_IN = "Sign in with Microsoft";
    SIGN_OUT = "Sign out";
    SIGN_OUT_HERE = "Sign out here only";
    SWITCH_ACCOUNT = "Switch account";
    ACCOUNT = "Account";
    ACCOUNT_TITLE = "Account and permissions";
    OBJECT_ID = "Object ID";
    TENANT_ID = "Tenant ID";
    LOOK_ONLY = "Look only";
    LOOK_ONLY_HINT = "Nothing is changed, and no permission beyond reading is asked for.";
    LOOK_ONLY_REASON = "You chose to look only. Allow changes under Account.";
    JUST_LOOK = "Just look";
    OTHER_TENANT = "Another tenant";
    OTHER_TENANT_HINT = "Its domain or ID, where you are a guest or a partner. Everything shown here is forgotten first.";
    OTHER_TENANT_GO = "Sign in there";
    SIGN_IN_OPTIONS = "Sign-in options";
    LOGIN_HINT = "Your account";
    LOGIN_HINT_HINT = "Optional, such as alex@contoso.com: Microsoft then asks for no other.";
    TENANT_CHOICE = "Tenant";
    TENANT_CHOICE_HINT = "Optional: the domain or ID of a tenant where you are a guest or a partner.";
    TENANT_CHOICE_WRONG = "This is no domain and no tenant ID.";
    PERMISSIONS = "Permissions";
    PERMISSIONS_NOTE = "Reading at first; changing only when you apply a change";
    PERMISSION = "Permission";
    PERMISSION_FOR = "What it is for";
    PERMISSION_ROLE = "Role it needs";
    PERMISSION_STATE = "This visit";
    GRANTED = "Granted";
    NOT_GRANTED = "Not asked for";
    MORE_PERMISSIONS = "To apply this, Microsoft asks you for one more consent:";
    ASK_MORE_TITLE = "Microsoft asks for your consent";
    ASK_MORE_TEXT = "You signed in to look. The change you agreed to needs this too; what you entered stays.";
    ASK_AGAIN_TITLE = "Microsoft asks you to sign in again";
    ASK_AGAIN_TEXT = "The session has ended. Sign in with the same account: what you entered stays, and what was under way goes on.";
    ASK_CHALLENGE_TITLE = "Your organization asks for a stronger sign-in";
    ASK_CHALLENGE_TEXT = "A policy wants you to confirm who you are before this goes on. Afterwards it goes on where it stopped; nothing is done twice.";
    WINDOW_OPEN = "Waiting for the sign-in window. If you closed it, open it again or cancel.";
    WINDOW_AGAIN = "Open it again";
    WINDOW_BLOCKED = "The browser blocked the sign-in window";
    WINDOW_BLOCKED_TEXT = "Go on once more, and allow pop-up windows if the browser asks. Or go on in this tab: then the secret token must be entered again.";
    GO_ON = "Continue with Microsoft";
    GO_ON_HERE = "Continue in this tab";
    REDIRECT_URI = "Address to register";
    DETAILS_FOR_SUPPORT = "details for support";
    EXPECTED_TENANT = "Expected tenant";
    FOUND_TENANT = "Signed in to";
    MISSING_PERMISSIONS = "Missing";
    CODE = "Code";
    CORRELATION_ID = "Correlation ID";
    TIME = "Time";
    CONSENT_TEXT = "An administrator can allow this once for everybody in the tenant:";
    CONSENT_LINK = "Open the page for administrators";
    CONSENT_MESSAGE_LABEL = "Message to an administrator";
    CONSENT_MESSAGE = "I set up provisioning with a setup assistant that runs in my browser. Microsoft wants an administrator to allow its permissions. Please open this page and accept:";
    CONSENT_MESSAGE_SCOPES = "Besides reading, it asks for these, and uses them with my account only:";
    SECRET_FORGOTTEN = "The secret token was forgotten";
    SECRET_FORGOTTEN_TEXT = "Nobody was here for 15 minutes. Enter it again to go on.";
    PROOF_CARD = "That everybody is known";
    PROOF_TITLE = "Proof";
    PROOF_TEXT = "{product} knows a person when what Entra sent is, character by character, what the person signs in with.";
    LOOK_STOPPED = "Stopped looking";
    LOOK_STOPPED_TEXT = "Nothing was changed. Check again when you want to go on.";
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
    NEEDS_CREDENTIALS = "Tenant URL and secret token from the {console path}";
    NOT_CONFIGURED = "Sign-in is not configured here";
    NOT_CONFIGURED_TEXT = "Whoever hosts this page has not entered the application (client) ID in config.json yet. The demonstration works without it.";
    CONFIG_WRONG = "config.json is wrong";
    SIGN_IN_FAILED = "Sign-in did not succeed";

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
    ALL_RIGHT = "Everything is right";
    ALL_RIGHT_TEXT = "The connection works, the mapping is right, the groups are assigned, the synchronization runs, and the identity of the chosen people is proven.";
    TENANT = "Tenant";
    APPLICATION = "Application";
    SIGNED_IN_AS = "Signed in as";

    TENANT_URL = "Tenant URL";
    TENANT_URL_HINT = "From the {console path}";
    TENANT_URL_KEPT = "Leave it empty to keep";
    SECRET_TOKEN = "Secret token";
    SECRET_TOKEN_HINT = "It goes to Microsoft only, and is forgotten once it is stored";
    FILL_DEMO = "Fill in the demonstration's credentials";
    TEST_CONNECTION = "Test connection";
    TEST_STORED = "Test what is stored";
    SAVE_CREDENTIALS = "Save credentials";
    USE_INSTEAD = "Use this instead";

    TOKEN_EXPIRES = "This token expires on";
    TOKEN_AGAIN_HINT = "Enter it once more: Entra cannot show the stored one. A new token works as well";
    TOKEN_FIRST = "Enter the secret token first.";
    NOTIFICATIONS = "Notifications and accidental deletions";
    MAILS = "Send an email notification when a failure occurs";
    MAILS_HINT = "When Entra stops the job, with the reason";
    MAIL_ADDRESS = "Notification email";
    MAIL_ADDRESS_HINT = "The address of a person or of a group";
    PREVENT_DELETION = "Prevent accidental deletion";
    PREVENT_DELETION_HINT = "Entra stops, and waits for a person, when more people than this would be removed in one cycle";
    DELETION_THRESHOLD = "Accidental deletion threshold";
    SAVE_NOTIFICATIONS = "Save notifications";
    NOTIFICATIONS_SAME = "This is what is set already.";
    NOTIFICATIONS_WRONG = "Something above is not right yet.";
    NOTIFICATIONS_UNREADABLE = "What is stored cannot be read by the assistant, so it is left alone. The admin center shows it under Provisioning → Settings.";
    TOLD = "tells";
    TELLS_NOBODY = "Nobody is told";
    STOPS_ABOVE = "stops above";
    NO_THRESHOLD = "no threshold";

    FIX_MAPPING = "Fix mapping";
    MAPPING_TABLE = "What {product} needs";
    WHOLE_MAPPING = "The whole mapping";
    WHOLE_MAPPING_TARGET = "Attribute at {product}";
    WHOLE_MAPPING_SOURCE = "Source in Entra";
    PERSON_PREVIEW = "One person as {product} will see them";
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
    AUDIENCE_UNREAD = "More people in these groups, not looked at";
    AUDIENCE_GUESTS = "Guests among them";
    AUDIENCE_DISABLED = "Disabled accounts among them: not provisioned";
    AUDIENCE_WITHOUT = "Without";
    AUDIENCE_NOT_CREATED = "(Entra matches by it and cannot create them)";
    AUDIENCE_SHARING = "Sharing the same";
    AUDIENCE_NOT_EXPANDED = "Groups inside, whose members are not sent";
    EXPECTED_TIME = "Microsoft's usual range for the first cycle";
    AT_PRODUCT = "At {product}";
    LAST_CYCLE = "Newest cycle ended";

    PROVISION = "Provision";
    UP_TO_FIVE = "Up to five at a time; more are sent one after another.";
    STEPS_TAKEN = "Steps Entra took";
    ORIGIN = "Microsoft Entra ID";
    WAY_SIGN_IN = "Sign-in";
    WAY_PROVISIONING = "Provisioning";
    WAY_PROVISIONING_NEXT = "Provisioning, not sent yet";
    VERDICT_MATCH = "They meet: {product} knows who signs in.";
    VERDICT_MISMATCH = "They differ: sign-in finds nobody.";
    VERDICT_UNKNOWN = "Nothing was sent yet.";
    VERDICT_UNCLEAR = "What was sent is not known.";

    BY_HAND = "Do it by hand";
    BY_HAND_NOTE = "Entra admin center, PowerShell, shell, request";
    TAB_STEPS = "Admin center";
    TAB_POWERSHELL = "Graph PowerShell";
    TAB_SHELL = "Shell";
    TAB_REQUEST = "Request";
    COPY_AS = "Copy as";
    COPY_AS_NOTE = "PowerShell, shell";
    SCRIPT_CHECKS = "The script looks first, stops where the tenant is not as shown here, and reads back what it changed.";
    SAVE_SCRIPT = "Save";
    NO_SCRIPT = "Only the assistant can do this; there is no script for it.";
    OPEN_BLADE = "Open this place in the admin center";
    BLADE_DATED = "Steps as of August 2026; Microsoft moves things.";
    NOTHING_TO_COPY = "Nothing is to be changed here now.";

    PREVIEW_TITLE = "This will be changed";
    TYPE_TENANT = "Type the name of the tenant to confirm";
    TYPE_TENANT_HINT = "Everybody is sent to {product} again. That cannot be taken back.";
    TYPE_TENANT_REASON = "Type the tenant's name first.";
    REPAIR_MESSAGE = "Message to {product}";
    REPAIR_TEXT = "Once everybody was sent again, tell {product}: leftovers of the wrong identity can only be seen there.";
    PREVIEW_IN = "in the tenant";
    APPLY = "Apply";
    CANCEL = "Cancel";
    STOP = "Stop after this change";
    PREVIEW_ROWS = "Old and new";
    RUNNING = "Applying changes";
    RUN_STOPPED = "Stopped";
    RUN_STOPPED_TEXT = "Nothing more was changed. What is left is shown in the steps.";
    RUN_SURPRISE = "Stopped: the tenant is not as expected";
    RUN_SURPRISE_TEXT = "What is left to do differs from what you agreed to. Look at the steps and confirm again.";
    RECEIPTS = "Changes made in this visit";
    UNDO = "Undo";
    UNDO_EVERYTHING = "Undo everything";
    DOWNLOAD_BACKUP = "Download the state before";
    CONFIRMED = "Seen";
    ALREADY_SO = "Was so already";
    NOT_VISIBLE_YET = "Accepted, not visible yet";
    REQUEST_ID = "Request ID";
    MICROSOFT_SAYS = "Microsoft's answer";
    WAITING = "Microsoft asks to wait";
    GIVE_UP_WAITING = "Cancel";

    SHOULD_BE = "Should be";
    GUIDE_SECTION = "Guide";
    PRIVACY = "No server, no telemetry. Source and documentation are open.";
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A text that changes when the program comes would be read twice.
    #[test]
    fn the_shell_says_what_the_welcome_page_says() {
        let shell = include_str!("../../../style/shell.html");
        assert!(shell.contains(&["<p class=\"shell-lead\">", WELCOME_LEAD, "</p>"].concat()));
        let title = shell.split("<h1 class=\"shell-title\">").nth(1).and_then(|rest| rest.split('<').next());
        assert!(WELCOME_TITLE.starts_with(title.unwrap()));
    }
}
