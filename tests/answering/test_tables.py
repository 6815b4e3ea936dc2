"""Tables: each row says what the text says of its own regulation or platform, and of no other."""

import pytest


def row(answer, name):
    return next(line for line in answer.text.splitlines() if line.startswith(f"| {name} |"))


@pytest.mark.parametrize(
    ("question", "name", "said", "not_said"),
    [
        ("拉萨工程技术中心和重点实验室备案差多少钱", "工程技术研究中心", "20万元", "50万元"),
        ("拉萨工程技术中心和重点实验室备案差多少钱", "重点实验室", "50万元", "20万元"),
        ("拉萨技术创新中心优秀和工程技术中心优秀差多少", "技术创新中心", "150万元", "20 万元"),
    ],
)
def test_a_row_of_a_platform_holds_nothing_of_another(assistant, question, name, said, not_said):
    line = row(assistant.ask(question), name)
    assert said in line
    assert not_said not in line


@pytest.mark.parametrize("asked", ["人员数量的要求", "人数的要求", "团队规模要求"])
def test_a_number_is_asked_for_by_what_it_is_a_number_of(assistant, asked):
    answer = assistant.ask(f"拉萨两部办法对工程技术研究中心{asked}")
    assert "5人" in row(answer, "拉萨科技创新平台管理办法")
    assert "未规定" in row(answer, "拉萨认定管理办法")
