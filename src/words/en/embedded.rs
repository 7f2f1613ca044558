//! Sentences of the assistant inside a host's page. The host is never quoted: what it says is shown in our words only.

macro_rules! words {
    ($($name:ident = $text:literal;)*) => { $(#[doc = $text] pub const $name: &str = $text;)* };
}

words! {
    WAITING = "Waiting for the page around this";
    SILENT = "The page around this does not answer";
    SILENT_TEXT = "It has not told the assistant what to do. Reload it; if that does not help, open the assistant on a page of its own.";
    NOT_FRAMED = "This page is made to stand in another one";
    NOT_FRAMED_TEXT = "It waits for the page around it, and there is none. Open the assistant on a page of its own.";
    NOT_ALLOWED = "The assistant does not run inside this page";
    NOT_ALLOWED_TEXT = "Whoever hosts the assistant has not allowed this page to embed it.";
    SANDBOXED = "The page around this keeps the assistant from working";
    SANDBOXED_TEXT = "Its frame is sandboxed without an origin. Whoever made the page must add allow-same-origin, or open the assistant on a page of its own.";
    OVER = "The connection to the page around this has ended";
    OVER_TEXT = "It said something that the assistant does not accept. Nothing that it gave is kept. Reload the page.";
    OTHER_VERSION = "The page around this speaks another version";
    OTHER_VERSION_TEXT = "Whoever made it must load the assistant's current script.";
    OPEN_ALONE = "Open the assistant on a page of its own";
    CONFIGURATION = "The assistant's configuration is wrong";
    OPTION = "The page around this asks for something that is not allowed here";
    OPTION_TEXT = "Whoever made it finds the reason under this option:";
    NO_SIGN_IN = "Signing in is not possible here";
    NO_SIGN_IN_TEXT = "The page around this gives no access token, and no address of its own is registered for signing in. Use the frame in place of the element, give a token, or open the assistant on a page of its own.";
    SIGN_IN_TITLE = "Sign in to set up {product}";
    SIGN_IN_TEXT = "The assistant looks at your tenant first and changes nothing without your word.";
    WINDOW_HINT = "If no window opens, the browser blocks windows, or the page around this keeps its windows apart. Allow them, or open the assistant on a page of its own.";
    FILLED_IN = "Filled in by the page around this";
    FILLED_IN_TEXT = "Compare the tenant URL with the one that you know before you save it.";
    TOKEN_ASKED = "Waiting for the page around this to give access";
    TOKEN_NONE = "The page around this gave no access";
    TOKEN_NONE_TEXT = "The assistant works with the access token of the page around it, and got none. You may have to sign in there first.";
    TOKEN_LATE = "The page around this gave no access in time";
    TOKEN_LATE_TEXT = "The assistant waited a minute for its access token.";
    TOKEN_REFUSED = "Microsoft does not accept the access that the page around this gave";
    TOKEN_REFUSED_TEXT = "The token has expired or is not for Microsoft Graph, and the page gave the same one again. Sign in there anew.";
    TRY_AGAIN = "Try again";
    WRONG_TENANT = "This is another tenant than the one to be set up";
    WRONG_TENANT_TEXT = "Nothing was changed. Sign in at the right tenant.";
    EXPECTED = "To be set up";
    FOUND = "Signed in at";
}
