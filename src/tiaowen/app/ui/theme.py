"""The theme: quiet colours in light and dark, and fonts that the reader's machine already has."""

from __future__ import annotations

import gradio as gr
from gradio.themes.utils import sizes
from gradio.themes.utils.colors import Color
from gradio.themes.utils.fonts import Font

_ACCENT = Color(
    "#eef5f6", "#dfecef", "#bfd9e0", "#93bdc9", "#5f9bad", "#327c92", "#14566e", "#114a5f", "#0e3c4d", "#0b303e",
    "#08222c",
)  # fmt: skip
_INK = Color(
    "#f7f6f2", "#eeede8", "#dcdad2", "#bcbfbe", "#8d989e", "#6b7880", "#515e67", "#3b4750", "#2a343b", "#1a2228",
    "#12181c",
)  # fmt: skip

# Named as plain fonts: Gradio would serve a bare name as a web font of its own.
_SANS = ("PingFang SC", "Hiragino Sans GB", "Microsoft YaHei", "Noto Sans CJK SC", "Noto Sans SC", "system-ui")
_MONO = ("ui-monospace", "Consolas", "Noto Sans Mono CJK SC", "monospace")


def build_theme() -> gr.themes.Base:
    """Return the theme of the page; what it has no word for is in ``static/page.css``."""
    theme = gr.themes.Base(
        primary_hue=_ACCENT,
        secondary_hue=_ACCENT,
        neutral_hue=_INK,
        text_size=sizes.text_lg,
        radius_size=sizes.radius_md,
        font=[*map(Font, _SANS), Font("sans-serif")],
        font_mono=[*map(Font, _MONO)],
    )
    theme.set(
        body_background_fill="#f7f6f2",
        body_background_fill_dark="#12181c",
        body_text_color="#1c2a33",
        body_text_color_dark="#e4e8e8",
        block_background_fill="transparent",
        block_background_fill_dark="transparent",
        block_border_width="0px",
        block_border_width_dark="0px",
        block_shadow="none",
        block_shadow_dark="none",
        block_padding="0",
        block_label_background_fill="transparent",
        block_title_text_color="#515e67",
        block_title_text_color_dark="#a8b4bb",
        block_title_text_size="0.875rem",
        block_title_text_weight="400",
        input_background_fill="#ffffff",
        input_background_fill_dark="#1a2228",
        input_border_width="1px",
        input_border_color="#aab3b7",
        input_border_color_dark="#4a5963",
        input_border_color_focus="#14566e",
        input_border_color_focus_dark="#7cc1d8",
        input_placeholder_color="#6b7880",
        input_placeholder_color_dark="#8d989e",
        input_shadow="none",
        input_shadow_focus="none",
        input_shadow_focus_dark="none",
        button_primary_background_fill="#14566e",
        button_primary_background_fill_dark="#25758d",
        button_primary_background_fill_hover="#0e3c4d",
        button_primary_background_fill_hover_dark="#327c92",
        button_primary_text_color="#ffffff",
        button_primary_text_color_dark="#ffffff",
        button_secondary_background_fill="#e7edee",
        button_secondary_background_fill_dark="#26323a",
        button_secondary_background_fill_hover="#d8e4e7",
        button_secondary_background_fill_hover_dark="#31414b",
        button_secondary_text_color="#114a5f",
        button_secondary_text_color_dark="#b9dbe6",
    )
    return theme
