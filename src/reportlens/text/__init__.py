"""From raw text to what the stages read: the clean view, the outline, dates, words."""
