"""Parts of a screen: pure functions from a View to markup, and the widgets of the filters."""
