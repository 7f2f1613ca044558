//! Half a plan, lost answers, other people, missing rights (design §3, security.md G07–G11).
