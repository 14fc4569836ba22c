"""The script of node-sdk.ts with the Python SDK: the target as JSON on standard input, the results on standard output."""

import json
import ssl
import sys

import openai

target = json.load(sys.stdin)
QUESTION = target["question"]
MESSAGES = [{"role": "user", "content": QUESTION}]
WEATHER = {
    "type": "function",
    "function": {
        "name": "weather",
        "parameters": {"type": "object", "properties": {"city": {"type": "string"}}, "required": ["city"]},
    },
}
CITY = {"type": "object", "properties": {"city": {"type": "string"}}, "required": ["city"], "additionalProperties": False}


def client_of(served, api_key):
    trusted = ssl.create_default_context(cafile=target["caFile"])
    verified = openai.DefaultHttpx2Client(verify=trusted, trust_env=False)
    return openai.OpenAI(base_url=served["baseUrl"], api_key=api_key, max_retries=0, http_client=verified)


def error_of(ask):
    try:
        ask()
        return "no error"
    except openai.APIStatusError as error:
        return [type(error).__name__, error.status_code]
    except openai.APIError as error:
        return [type(error).__name__, None]


def usage_of(usage):
    return [usage.prompt_tokens, usage.completion_tokens, usage.total_tokens] if usage else None


def streamed(stream):
    chunks = list(stream)
    choices = [choice for chunk in chunks for choice in chunk.choices]
    return {
        "roles": list(dict.fromkeys(choice.delta.role for choice in choices if choice.delta.role)),
        "text": "".join(choice.delta.content or "" for choice in choices),
        "finish": [choice.finish_reason for choice in choices if choice.finish_reason],
        "usage": [usage_of(chunk.usage) for chunk in chunks if chunk.usage],
    }


certain = target["certain"]
client = client_of(certain, certain["apiKey"])
chat = client.chat.completions.create
asked = {"model": certain["model"], "messages": MESSAGES, "temperature": 0, "max_tokens": 64}

whole = chat(**asked)
called = chat(**asked, tools=[WEATHER], tool_choice="required")
formatted = chat(
    **asked,
    response_format={"type": "json_schema", "json_schema": {"name": "city", "strict": True, "schema": CITY}},
)
older = client.completions.create(model=certain["model"], prompt=QUESTION, temperature=0, max_tokens=4)
results = {
    "models": sorted([model.id, model.object] for model in client.models.list().data),
    "chat": [
        whole.object,
        [[choice.message.role, choice.message.content, choice.finish_reason] for choice in whole.choices],
        usage_of(whole.usage),
    ],
    "stream": streamed(chat(**asked, stream=True)),
    "stream with usage": streamed(chat(**asked, stream=True, stream_options={"include_usage": True})),
    "tools": [
        [
            choice.finish_reason,
            [[call.function.name, json.loads(call.function.arguments)] for call in choice.message.tool_calls or []],
        ]
        for choice in called.choices
    ],
    "structured output": [json.loads(choice.message.content) for choice in formatted.choices],
    "completion": [older.object, [[choice.text, choice.finish_reason] for choice in older.choices], usage_of(older.usage)],
    "no such token": error_of(lambda: client_of(certain, "not-a-token").chat.completions.create(**asked)),
    "no such model": error_of(lambda: chat(**{**asked, "model": "no-such-model"})),
    "no messages": error_of(lambda: chat(**{**asked, "messages": []})),
    "a negative length": error_of(lambda: chat(**{**asked, "max_tokens": -1})),
}
limited = target["limited"]
spender = client_of(limited, limited["apiKey"])
results["one more than the limit"] = [
    error_of(lambda: spender.chat.completions.create(model=limited["model"], messages=MESSAGES, max_tokens=1))
    for _ in range(limited["requests"] + 1)
]
json.dump(results, sys.stdout)
