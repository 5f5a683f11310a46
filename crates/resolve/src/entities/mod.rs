//! Joins the entities of single readings into the entities of a case.
