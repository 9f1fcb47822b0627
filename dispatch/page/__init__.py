"""Our pages: templates, texts, styles and scripts, and what fills them."""
