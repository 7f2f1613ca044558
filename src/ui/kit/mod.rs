//! The building blocks of the page. They know nothing of provisioning: words, values and signals come in,
//! callbacks go out. Variants are attributes (`data-kind`, `data-status`, `aria-*`), which the rules in
//! `style/kit` read. Every `view!` has a global class, since without one Leptos writes static parts by
//! `innerHTML`, which Trusted Types refuse (security.md finding 9).

mod announce;
mod avatar;
mod banner;
mod button;
mod checkbox;
mod code_block;
mod copy_button;
mod countdown;
mod dialog;
mod diff_table;
mod disclosure;
mod empty_state;
mod field;
mod field_note;
mod file_field;
mod icon;
mod id;
mod identity_picture;
mod key_value;
mod mark;
mod progress;
mod rail;
mod search_box;
mod secret_field;
mod skeleton;
mod status;
mod tabs;
mod tag;
mod virtual_list;
mod window_of_rows;
mod words;

pub use announce::{Announcer, LiveRegion};
pub use avatar::Avatar;
pub use banner::{Banner, Tone};
pub use button::{Button, ButtonKind};
pub use checkbox::Checkbox;
pub use code_block::CodeBlock;
pub use copy_button::CopyButton;
pub use countdown::Countdown;
pub use dialog::Dialog;
pub use diff_table::{DiffRow, DiffTable};
pub use disclosure::Disclosure;
pub use empty_state::EmptyState;
pub use field::{Field, FieldKind};
pub use file_field::FileField;
pub use icon::{Icon, IconName};
pub use id::next_id;
pub use identity_picture::{IdentityPicture, IdentityWay, Meeting};
pub use key_value::{KeyValue, KeyValueList};
pub use mark::Mark;
pub use progress::Progress;
pub use rail::{Rail, RailStep};
pub use search_box::SearchBox;
pub use secret_field::{SecretField, SecretInput};
pub use skeleton::Skeleton;
pub use status::{Status, StatusBadge, StatusIcon};
pub use tabs::{Tab, Tabs};
pub use tag::Tag;
pub use virtual_list::VirtualList;
pub use words::Words;
