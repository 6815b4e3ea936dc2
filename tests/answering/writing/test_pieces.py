"""A stream is cut at sentences and rows, wherever the pieces of the stream end."""

import pytest

from tiaowen.answering.writing.pieces import Cutter

TEXT = """\
人员不少于8人。[1]其中本科不低于80%；[1][2] 另外**没有规定**。
- 面积300平方米以上[1]。见 http://a.example/x?y=1;z=2 处。
| 人员 | 8人。 |

结尾没有句号"""
PIECES = [
    "人员不少于8人。[1]",
    "其中本科不低于80%；[1][2] ",
    "另外**没有规定**。\n",
    "- 面积300平方米以上[1]。",
    "见 http://a.example/x?y=1;z=2 处。\n",
    "| 人员 | 8人。 |\n",
    "\n",
    "结尾没有句号",
]


@pytest.mark.parametrize("size", [1, 2, 7, 1000])
def test_pieces_do_not_depend_on_how_the_text_comes(size):
    cutter = Cutter()
    pieces = [piece for at in range(0, len(TEXT), size) for piece in cutter.feed(TEXT[at : at + size])]
    assert [*pieces, *cutter.finish()] == PIECES


def test_nothing_is_cut_out_of_nothing():
    assert Cutter().finish() == [""]
