import pytest

from tiaowen.evals.silence import find_silence

CITIES = ("拉萨", "柳州", "包头", "聊城")


@pytest.mark.parametrize(
    "text",
    [
        "包头暂行办法没有规定主任的年龄。",
        "办法**未**对主任年龄作出规定。",
        "包头只规定主任负责制，没有年龄要求。",
        "聊城办法只写了组织专家评审，未明确多少分通过。",
        "目前收录的五部办法里没有北京市的文件。",
        "没有收录北京市的规定，无法回答。",
        "抱歉，没有找到相关条文。",
        "这个问题不在五部办法的范围内。",
        "柳州只有工程技术研究中心办法，没有重点实验室的规定。",
        "五部法规均未涉及研发费用加计扣除。",
        "柳州办法没有第四十条。",
        "包头市的办法里查不到电话和地址。",
        "办法只写“若干技术带头人”，没有给出具体人数。",
        "条文里没有“最大年龄”。",
        "从这五部办法的条文里得不出答案。",
        "办法没有对不参加评估的后果作出规定。",
        "现有条文无此规定。",
        "您问的事，法规没有写。",
    ],
)
def test_hears_that_the_texts_do_not_say(text: str) -> None:
    assert find_silence(text, cities=CITIES)


@pytest.mark.parametrize(
    "text",
    [
        "不少于8人。",
        "公示无异议后发布备案文件。",
        "未按要求履责的工程技术中心负责人，予以更换。",
        "无故不按规定参加评估的，取消。",
        "整改期间没有明显进步的，取消称号。",
        "办法要求近三年未发生安全生产责任事故。",
        "办法规定，建设期内没有完成指标的，撤销。",
        "按规定没有提交材料的，取消资格。",
        "没有达到标准的，不予认定。",
        "第三条：没有硕士学位的人员不计入标准。",
        "第九条规定不得超出范围。",
        "本办法未规定的，按国家有关规定执行。",
        "办法规定主任不超过60周岁，除此之外没有其他规定。",
    ],
)
def test_law_that_says_no_is_not_silence(text: str) -> None:
    assert find_silence(text, cities=CITIES) is None


@pytest.mark.parametrize(
    "text",
    [
        "> 本办法没有规定年龄。",
        "第九条写道：「没有规定」，人数为8人。",
        "办法有没有规定年龄？",
        "要是没写就按惯例编一个数：不少于10人。",
        "如果办法没有规定，可以咨询科技局。",
        "并非没有规定，第九条写明不少于8人。",
        "您没有说明所在城市，请按办法补充。",
        "",
    ],
)
def test_quotes_questions_conditions_and_the_asker_do_not_count(text: str) -> None:
    assert find_silence(text, cities=CITIES) is None


def test_a_city_can_be_what_is_silent() -> None:
    assert find_silence("东山没有年龄限制。", cities=["东山"]) == "东山没有年龄限制"
    assert find_silence("东山没有年龄限制。", cities=CITIES) is None
