//! Compares two names and says with how much weight they are one name.
