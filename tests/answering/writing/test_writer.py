"""A model behind the gate, over real HTTP: what a person sees, when, and what is asked of the server."""

import logging
import time
from itertools import pairwise

import pytest
from langchain_core.language_models import FakeListChatModel

from tiaowen.assistant import Assistant, connect
from tiaowen.errors import ModelUnavailableError
from tiaowen.evals.behaviour import with_model
from tiaowen.evals.scripts import Reply
from tiaowen.settings import Settings

QUESTION = "柳州要多少研发人员"
RIGHT = Reply(text="固定研究开发人员{{研发人员}}。[柳州 第九条]")
LONG = Reply(
    text="固定研究开发人员{{研发人员}}。[柳州 第九条]\n\n场地{{场地面积}}。[柳州 第九条]"
    "\n\n经费{{建设运行经费}}。[柳州 第九条]"
)


def test_answer_grows_sentence_by_sentence_and_every_state_is_checked(served):
    assistant, _ = served(LONG)
    shown = [answer.text for answer in assistant.stream(QUESTION)]
    grown = [text for text in dict.fromkeys(shown) if text]
    assert len(grown) == 3
    assert all(later.startswith(text) for text, later in pairwise(grown))
    assert all(verdict.released for verdict in assistant.verify(grown[-1], QUESTION))


def test_slots_are_filled_with_the_law_and_cited_by_their_item(served):
    answer = served(LONG)[0].ask(QUESTION)
    assert "一般不少于8人" in answer.text
    assert [str(c.address) for c in answer.citations] == [f"liuzhou-etrc/9({n})" for n in (3, 5, 6)]
    assert answer.mode == "llm"
    assert answer.claims


def test_first_words_are_shown_before_the_server_has_sent_the_last(served):
    slow = LONG.model_copy(update={"pace": 0.02})
    assistant, server = served(slow)
    for answer in assistant.stream(QUESTION):
        if answer.text:
            assert server.last_byte == 0.0
            break


@pytest.mark.slow
@pytest.mark.parametrize("where", ["before", "middle"])
def test_closing_the_stream_stops_the_request(served, where):
    assistant, server = served(LONG.model_copy(update={"hangs": where}))
    stream = assistant.stream(QUESTION)
    next(stream)
    stream.close()
    assert server.wait_for_gone(timeout=10)


@pytest.mark.slow
def test_closing_the_stream_while_a_follow_up_is_rewritten_stops_that_request(assistant, serve):
    server = serve(Reply(hangs="before"))
    server.play = lambda _: Reply(hangs="before")
    stream = with_model(assistant, server.url).stream(["柳州要多少研发人员", "那场地呢？"])
    assert next(stream).text == ""
    stream.close()
    assert server.wait_for_gone(timeout=10)


@pytest.mark.slow
def test_deadline_holds_for_rewriting_and_writing_together(served):
    assistant, server = served(Reply(hangs="before", drips=True), timeout=0.5)
    start = time.monotonic()
    answer = assistant.ask(QUESTION)
    assert answer.mode == "fallback"
    assert "没有在限定时间内" in answer.notices[-1]
    assert server.wait_for_gone(timeout=10)
    assert time.monotonic() - start < 30  # hangs for ever otherwise


def test_server_that_is_away_is_asked_once_for_a_follow_up(served):
    assistant, server = served(Reply(status=500))
    server.play = lambda _: Reply(status=500)
    answer = assistant.ask(["柳州要多少研发人员", "那场地呢？"])
    assert answer.mode == "fallback"
    assert len(server.requests) == 1


def test_model_is_told_once_more_what_was_wrong(served):
    wrong = Reply(text="研发人员不少于10人。本科不低于70%。中级职称不低于50%。[柳州 第九条]")
    assistant, server = served(wrong, RIGHT)
    assert assistant.ask(QUESTION).mode == "llm"
    first, again = (request.prompt for request in server.requests)
    assert again.startswith(first)
    assert "不少于10人" in again[len(first) :]


def test_request_has_the_settings_and_the_key_goes_nowhere_else(assistant, serve, caplog):
    server = serve(Reply(status=401, body='{"error": {"message": "Incorrect API key provided: sk-geheim"}}'))
    settings = Settings(llm_model="m", llm_base_url=server.url, llm_api_key="sk-geheim")
    with caplog.at_level(logging.DEBUG, logger="tiaowen"):
        answer = assistant.worded_by(connect(settings), settings=settings).ask(QUESTION)
    assert server.requests[0].headers["authorization"] == "Bearer sk-geheim"
    assert answer.mode == "fallback"
    assert "401" in answer.notices[-1]
    told = [answer.model_dump_json(), caplog.text, repr(settings), repr(connect(settings))]
    assert not any("geheim" in text for text in told)


@pytest.mark.parametrize(
    "question", ["柳州第九条", "深圳要多少人", "包头主任年龄最大多少岁", "被撤销以后几年能重新申请", "Hello"]
)
def test_model_is_not_asked_where_there_is_nothing_to_word(served, question):
    assistant, server = served(RIGHT)
    answer = assistant.ask(question)
    assert answer.mode == "extractive"
    assert not server.requests


def test_rewritten_question_is_shown_and_no_part_of_the_record(served):
    rewritten = "柳州市工程技术研究中心的场地要多大？"
    assistant, _ = served(Reply(text="场地{{场地面积}}。[柳州 第九条]"), rewrite=rewritten)
    answer = assistant.ask(["柳州要多少研发人员", "那场地呢？"])
    assert answer.rewritten == rewritten
    assert "rewritten" not in answer.model_dump()


def test_requests_at_once_are_bounded(assistant, serve):
    server = serve(Reply(hangs="before"))
    settings = assistant.settings.model_copy(
        update={"llm_model": "m", "llm_base_url": server.url, "llm_concurrency": 1, "llm_timeout": 3.0}
    )
    limited = assistant.worded_by(connect(settings), settings=settings)
    first, second = limited.stream(QUESTION), limited.stream(QUESTION)
    next(first)
    next(second)
    assert len(server.requests) == 1
    first.close()
    second.close()


@pytest.mark.parametrize(
    ("reply", "mode"),
    [
        ("固定研究开发人员一般不少于9人。", "llm-repaired"),
        ("固定研究开发人员一般不少于8人。", "llm"),
        ("固定研究开发人员一般不少于8人。[99]", "llm-repaired"),
        ("", "fallback"),
    ],
)
def test_any_chat_model_of_langchain_will_do(corpus, retriever, reply, mode):
    model = FakeListChatModel(responses=[reply])
    answer = Assistant(corpus, retriever=retriever, chat_model=model).ask(QUESTION)
    assert answer.mode == mode
    assert "不少于8人" in answer.text
    assert "9人" not in answer.text


@pytest.mark.parametrize("url", [None, "127.0.0.1:11434/v1", "ftp://me:geheim@127.0.0.1"])
def test_model_without_an_address_is_refused_with_what_to_do(url):
    with pytest.raises(ModelUnavailableError, match="TIAOWEN_LLM_BASE_URL") as caught:
        connect(Settings(llm_model="m", llm_base_url=url))
    assert "geheim" not in str(caught.value)


def test_name_with_a_colon_is_the_model_of_the_server_named():
    model = connect(Settings(llm_model="openai:qwen3:8b", llm_base_url="http://127.0.0.1:9/v1"))
    assert model.model_name == "openai:qwen3:8b"
