"""A client as Python tools of the field are made: aiohttp, lines of server-sent events, JSON of each, a stamp for each.

Standard input: the work of work.ts as JSON. Standard output: what the process has used so far, a line of JSON every half
second. The file has a line of JSON a stream.
"""

import asyncio
import json
import sys
import time

import aiohttp

EVERY_S = 0.5
PAGE_KIB = 4


def usage():
    with open("/proc/self/statm", encoding="ascii") as statm:
        pages = int(statm.read().split()[1])
    used = {"atMs": time.monotonic() * 1e3, "cpuMs": time.process_time() * 1e3, "rssBytes": pages * PAGE_KIB * 1024}
    print(json.dumps(used), flush=True)


async def tell():
    while True:
        await asyncio.sleep(EVERY_S)
        usage()


async def stream(session, url, request):
    """Sends one request; answers when each event with text came, in seconds, the time of sending first."""
    headers = {"content-type": "application/json", "x-request-id": request["id"]}
    stamps = [time.monotonic()]
    rest = b""
    async with session.post(url, data=request["body"], headers=headers) as response:
        async for part in response.content.iter_any():
            at = time.monotonic()
            lines = (rest + part).split(b"\n")
            rest = lines.pop()
            for line in lines:
                if not line.startswith(b"data: ") or line.startswith(b"data: [DONE]"):
                    continue
                event = json.loads(line[6:])
                if event["choices"] and event["choices"][0]["delta"].get("content"):
                    stamps.append(at)
    return stamps


async def lane(session, url, requests, seen):
    for request in requests:
        stamps = await stream(session, url, request)
        times = [1e3 * (later - earlier) for earlier, later in zip(stamps, stamps[1:])]
        seen.write(json.dumps({"id": request["id"], "ttftMs": times[0], "gapsMs": times[1:]}) + "\n")


async def main():
    work = json.load(sys.stdin)
    with open(work["lanesFile"], encoding="utf-8") as file:
        lanes = json.load(file)
    telling = asyncio.create_task(tell())
    connector = aiohttp.TCPConnector(limit=0)
    timeout = aiohttp.ClientTimeout(total=None)
    with open(work["file"], "w", encoding="utf-8") as seen:
        async with aiohttp.ClientSession(connector=connector, timeout=timeout) as session:
            url = work["baseUrl"] + "chat/completions"
            await asyncio.gather(*(lane(session, url, requests, seen) for requests in lanes))
    telling.cancel()
    usage()


asyncio.run(main())
