"""Reasoning, noise and markup are taken out however the stream is cut."""

import pytest

from tiaowen.answering.writing.clean import Cleaner, clean_piece


def cleaned(text, size):
    cleaner = Cleaner()
    return "".join(cleaner.feed(text[at : at + size]) for at in range(0, len(text), size)) + cleaner.finish()


@pytest.mark.parametrize("size", [1, 3, 1000])
@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        ("<think>想<b>想</think>好", "好"),
        ("<THINKING>想</THINKING>好", "好"),
        ("<think>没有完", ""),
        ("<tool_call>{}</tool_call>好", "好"),
        ("<script>alert(1)</script>好", "好"),
        ("<!-- 其实10人。 -->好", "好"),
        ("<b>8</b>人", "8人"),
        ("少<8人，多>3人", "少<8人，多>3人"),
        ("<|im_start|>好<|im_end|>", "好"),
    ],
)
def test_what_is_not_to_be_read_is_taken_out(raw, clean, size):
    assert cleaned(raw, size) == clean


@pytest.mark.parametrize("size", [1, 1000])
def test_reasoning_whose_opening_is_missing_begins_anew(size):
    text, cleaner = "第九条说10人？</think>8人", Cleaner()
    parts = [cleaner.feed(text[at : at + size]) for at in range(0, len(text), size)]
    assert cleaner.unthought
    assert "".join(parts).endswith("8人")


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        ("见[网站](https://evil.example/a(b)c)。", "见网站。"),
        ("![图](https://evil.example/x.png?q=1;b=2)好", "好"),
        ("8人[1](javascript:alert(1))", "8人[1]"),
        ("1\u200b0人", "10人"),
        ("不少于⑩人", "不少于10人"),
        ("𝟏𝟎人，١٠人", "10人，10人"),
        ("① 人员", "① 人员"),
        ("```\n好\n```", "\n好\n"),
    ],
)
def test_links_pictures_and_disguises_are_taken_off(raw, clean):
    assert clean_piece(raw) == clean
