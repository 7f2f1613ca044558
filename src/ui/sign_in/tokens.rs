//! The session's tokens for Graph: renewed silently, and by the person where Microsoft wants that, in the middle of whatever is
//! under way. The call that needed the token then goes on (design §5).

use super::desk::Desk;
use super::question::{Reason, Wanted};
use crate::auth::{AuthError, Claims, ErrorClass, Secret, SilentRequest};
use crate::graph::{AccessToken, TokenError, TokenNeed, Tokens};
use crate::net::Boxed;
use crate::net::browser_clock::BrowserClock;
use crate::net::clock::Clock;
use crate::net::retry::{Wait, WaitObserver};
use std::rc::Rc;
use std::time::Duration;

/// The longest time that is waited for the token endpoint by itself.
const PATIENCE: Duration = Duration::from_mins(2);

/// Tokens of a desk's session.
pub struct SessionTokens {
    desk: Rc<Desk>,
    observer: WaitObserver,
}

impl SessionTokens {
    /// Tokens of `desk`; `observer` is told when the token endpoint wants patience.
    #[must_use]
    pub fn new(desk: Rc<Desk>, observer: WaitObserver) -> Self {
        Self { desk, observer }
    }

    async fn get(&self, refused: Option<&Secret>) -> Result<AccessToken, TokenError> {
        let (mut has_waited, mut has_asked) = (false, false);
        loop {
            let session = self.desk.session().ok_or(TokenError::InteractionRequired)?;
            let request = SilentRequest { scopes: &[], refused };
            match session.acquire_token_silent(request).await {
                Ok(token) => return Ok(AccessToken::new(token.expose().to_owned())),
                Err(AuthError::Throttled { until }) if !has_waited => {
                    has_waited = true;
                    self.wait_until(until).await?;
                }
                // The session remembers for how long, and says so when it is asked again.
                Err(AuthError::Server(server)) if server.class() == ErrorClass::Busy && !has_waited => {}
                Err(error) if needs_a_person(&error) && !has_asked => {
                    has_asked = true;
                    let claims = match error {
                        AuthError::Server(server) => server.claims,
                        _ => None,
                    };
                    self.ask(Reason::SessionOver, claims).await?;
                }
                Err(_) => return Err(TokenError::Failed),
            }
        }
    }

    async fn wait_until(&self, until: std::time::SystemTime) -> Result<(), TokenError> {
        let wait = until.duration_since(BrowserClock.now()).unwrap_or_default();
        if wait > PATIENCE {
            return Err(TokenError::Failed);
        }
        (self.observer)(Wait { seconds: wait.as_secs() + 1, attempt: 2 });
        BrowserClock.sleep(wait).await;
        Ok(())
    }

    async fn ask(&self, reason: Reason, claims: Option<Claims>) -> Result<(), TokenError> {
        let session = self.desk.session().ok_or(TokenError::InteractionRequired)?;
        let wanted = Wanted { reason, scopes: session.requested(), claims, failed: None };
        let asked = Rc::clone(&self.desk).ask(wanted, None).await;
        asked.map_err(|_| TokenError::InteractionRequired)
    }
}

impl Tokens for SessionTokens {
    fn access_token<'s>(&'s self, need: TokenNeed<'s>) -> Boxed<'s, Result<AccessToken, TokenError>> {
        Box::pin(async move {
            let refused = match need {
                TokenNeed::Valid => None,
                TokenNeed::InsteadOf(token) => Some(Secret::new(token.secret().to_owned())),
                TokenNeed::Answering { claims, refused } => match Claims::parse(claims) {
                    Some(claims) => {
                        self.ask(Reason::Challenge, Some(claims)).await?;
                        None
                    }
                    // A challenge that cannot be read is treated as a token that was refused (A12).
                    None => Some(Secret::new(refused.secret().to_owned())),
                },
            };
            self.get(refused.as_ref()).await
        })
    }
}

fn needs_a_person(error: &AuthError) -> bool {
    matches!(
        error.class(),
        ErrorClass::InteractionRequired | ErrorClass::Policy | ErrorClass::Consent | ErrorClass::Account
    )
}
