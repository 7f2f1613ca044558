//! What is written of the schema, and how it comes back (issue 2, design §3).
