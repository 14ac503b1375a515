//! The way on paper: its register, the registration of a note that came so, and what a proposal's page says of it.

pub(crate) mod copies;
pub(crate) mod list;
pub(crate) mod origin;
pub(crate) mod receive;
pub(crate) mod register;
