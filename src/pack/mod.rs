//! Native: finds, decodes and extracts articles, and writes the bundle and the page.
pub mod build;
