"""What all our pages share: the frame's template, scripts, styles, texts."""
