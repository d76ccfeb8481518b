//! People named in an article: rank or title before a known surname.
