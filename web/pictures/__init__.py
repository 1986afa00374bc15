"""Pictures (图表): where everything of a drawing stands, worked out from numbers and days alone; templates draw it."""
