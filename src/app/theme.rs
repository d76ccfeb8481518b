//! Light, dark, or as the device. The colours themselves are in `tokens.css`.

use super::strings::Strings;

/// The background.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Theme {
    /// As the device.
    Device,
    /// Dark ink on paper.
    Light,
    /// Light ink on a dark ground.
    Dark,
}

impl Theme {
    /// The name it is stored under and the value of `data-theme`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Device => "auto",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }

    /// The theme of a stored name; anything else is [`Theme::Device`].
    pub fn of_name(name: &str) -> Self {
        [Self::Light, Self::Dark].into_iter().find(|theme| theme.name() == name).unwrap_or(Self::Device)
    }

    /// The next one of the switch.
    pub fn next(self) -> Self {
        match self {
            Self::Device => Self::Light,
            Self::Light => Self::Dark,
            Self::Dark => Self::Device,
        }
    }

    /// What the switch calls it.
    pub fn label(self, strings: &'static Strings) -> &'static str {
        match self {
            Self::Device => strings.theme_auto,
            Self::Light => strings.theme_light,
            Self::Dark => strings.theme_dark,
        }
    }
}
