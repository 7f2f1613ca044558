//! Writing the mapping (graph-contract §4.2): the document as it is, with only the wrong rows touched, in one PUT.

use super::Tenant;
use super::apply::Applied;
use super::failure::Failure;
use crate::graph::schema::{SchemaDocument, SchemaEdit};
use crate::graph::{GraphErrorKind, JobId, ObjectId, calls};
use crate::setup::change::{EditKind, MappingEdit};
use crate::setup::checks::mapping;
use crate::setup::receipt::Outcome;
use crate::words::en::errors::Trouble;

impl Tenant {
    /// The schema of a job with its directories.
    pub(super) async fn read_schema(
        &self,
        application: &ObjectId,
        job: &JobId,
    ) -> Result<SchemaDocument, Failure> {
        let answer = self.graph.send(calls::schema(application, job)).await?;
        let document =
            SchemaDocument::parse(answer.text()?.to_owned()).map_err(|_| Failure::of(Trouble::Unreadable))?;
        if document.has_directories() {
            return Ok(document);
        }
        // They are a navigation property, and a PUT without them would lose them (graph-contract §7.20).
        let answer = self.graph.send(calls::schema_with_directories(application, job)).await?;
        let document =
            SchemaDocument::parse(answer.text()?.to_owned()).map_err(|_| Failure::of(Trouble::Unreadable))?;
        if document.has_directories() { Ok(document) } else { Err(Failure::of(Trouble::Unreadable)) }
    }

    pub(super) async fn fix_mapping(
        &self,
        application: &ObjectId,
        job: &JobId,
        edits: &[MappingEdit],
    ) -> Result<Applied, Failure> {
        let previewed = self.schema.borrow().clone().ok_or(Failure::of(Trouble::Changed))?;
        let current = self.read_schema(application, job).await?;
        if !current.same_content(&previewed) {
            return Err(Failure::of(Trouble::Changed));
        }
        let placed = placed(self.open_edits(&current), edits).ok_or(Failure::of(Trouble::Changed))?;
        let wanted = edited(&current, &placed).ok_or(Failure::of(Trouble::Changed))?;
        let request_id = self.put_schema(application, job, &wanted).await?;
        let read_back = self
            .until(|| async {
                let now = self.read_schema(application, job).await?;
                let open = self.open_edits(&now);
                let done = |edit: &MappingEdit| open.iter().all(|open| open.preview() != edit.preview());
                Ok(placed.iter().all(done).then_some(now))
            })
            .await?;
        let outcome = if read_back.is_some() { Outcome::Confirmed } else { Outcome::NotVisibleYet };
        if let Some(now) = read_back {
            self.schema.replace(Some(now));
        }
        Ok(Applied { backup: Some(current.text().to_owned()), ..Applied::new(outcome, request_id) })
    }

    /// What is still wrong in `document`.
    fn open_edits(&self, document: &SchemaDocument) -> Vec<MappingEdit> {
        let mapping = super::convert::user_mapping(document, &self.product);
        mapping.map_or_else(Vec::new, |mapping| mapping::edits(&self.product, &mapping))
    }

    /// Puts `backup` back. Like any change it stops if somebody else edited the schema since it was looked at.
    pub(super) async fn restore_mapping(
        &self,
        application: &ObjectId,
        job: &JobId,
        backup: &str,
    ) -> Result<Applied, Failure> {
        let previewed = self.schema.borrow().clone().ok_or(Failure::of(Trouble::Changed))?;
        let current = self.read_schema(application, job).await?;
        if !current.same_content(&previewed) {
            return Err(Failure::of(Trouble::Changed));
        }
        let wanted =
            SchemaDocument::parse(backup.to_owned()).map_err(|_| Failure::of(Trouble::Unreadable))?;
        let request_id = self.put_schema(application, job, &wanted).await?;
        let read_back = self
            .until(|| async {
                let now = self.read_schema(application, job).await?;
                Ok(now.same_content(&wanted).then_some(now))
            })
            .await?;
        let outcome = if read_back.is_some() { Outcome::Confirmed } else { Outcome::NotVisibleYet };
        if let Some(now) = read_back {
            self.schema.replace(Some(now));
        }
        Ok(Applied { backup: Some(current.text().to_owned()), ..Applied::new(outcome, request_id) })
    }

    /// PUT of the whole document. A schema that Graph refuses is sent once more without its `OData` members
    /// (graph-contract §4.2.5). An answer that was lost is settled by reading back.
    async fn put_schema(
        &self,
        application: &ObjectId,
        job: &JobId,
        document: &SchemaDocument,
    ) -> Result<Option<String>, Failure> {
        let sent = self.graph.send(calls::put_schema(application, job, document.text())).await;
        let sent = match sent {
            Err(error) if matches!(error.kind, GraphErrorKind::BadRequest(_)) => {
                let plain = document.without_odata_members().map_err(|_| Failure::of(Trouble::Unreadable))?;
                self.graph.send(calls::put_schema(application, job, plain.text())).await
            }
            other => other,
        };
        match sent {
            Ok(answer) => Ok(answer.request_id().map(str::to_owned)),
            Err(error) if error.kind == GraphErrorKind::OutcomeUnknown => {
                Ok(error.request_id.map(String::from))
            }
            Err(error) => Err(error.into()),
        }
    }
}

/// The agreed edits at the places where they stand in the schema that is written: a plan from before the job existed
/// knows only Entra's defaults. `None` where one of them is not what has to be done.
fn placed(mut open: Vec<MappingEdit>, agreed: &[MappingEdit]) -> Option<Vec<MappingEdit>> {
    let place = |edit: &MappingEdit| {
        let at = open.iter().position(|open| open.preview() == edit.preview())?;
        Some(open.remove(at))
    };
    agreed.iter().map(place).collect()
}

/// The document with the planned edits; `None` where it has no such rows.
#[must_use]
pub fn edited(document: &SchemaDocument, edits: &[MappingEdit]) -> Option<SchemaDocument> {
    let at = document.user_mapping()?;
    let mut all = Vec::new();
    for edit in edits {
        match &edit.kind {
            EditKind::SetSource { row, to, .. } => {
                all.push(SchemaEdit::SetSource { at, row: *row, attribute: to.clone() });
            }
            EditKind::FlowAlways { row } => all.push(SchemaEdit::SetFlowAlways { at, row: *row }),
            EditKind::Append { to, declare } => {
                if *declare {
                    all.push(SchemaEdit::DeclareTargetAttribute { at, name: edit.target.clone() });
                }
                all.push(SchemaEdit::Append { at, target: edit.target.clone(), attribute: to.clone() });
            }
            EditKind::Remove { row, .. } => all.push(SchemaEdit::Remove { at, row: *row }),
            EditKind::Enable => all.push(SchemaEdit::Enable { at }),
        }
    }
    document.apply(&all).ok()
}
