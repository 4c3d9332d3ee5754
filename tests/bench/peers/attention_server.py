"""POST /attention as a Python programmer would build it: FastAPI over transformers, one forward pass at a time.

All passes run on one thread, which is the lock, and spares PyTorch a team of threads for each of the server's.
"""

import asyncio
import json
import socket
import sys
from concurrent.futures import ThreadPoolExecutor

import torch
import uvicorn
from common import encoder
from fastapi import FastAPI, Response
from pydantic import BaseModel
from safetensors.torch import save

model, tokenizer = encoder(sys.argv[1], "eager")
one_at_a_time = ThreadPoolExecutor(max_workers=1)
app = FastAPI()


class Input(BaseModel):
    model: str
    text: str
    layers: list[int]


@torch.inference_mode()
def attention(ids, layers):
    """The chosen layers as whole numbers of 65535ths, in the bytes of a safetensors file."""
    kept = model(input_ids=torch.tensor([ids]), output_attentions=True).attentions
    chosen = torch.cat([kept[layer - 1] for layer in layers])
    return save({"attention": (chosen * 65535 + 0.5).to(torch.int32).to(torch.uint16)})


@app.post("/api/v1/attention")
async def answer(body: Input):
    ids = tokenizer(body.text, truncation=True)["input_ids"]
    loop = asyncio.get_running_loop()
    content = await loop.run_in_executor(one_at_a_time, attention, ids, body.layers)
    return Response(content, media_type="application/vnd.safetensors")


if __name__ == "__main__":
    listener = socket.socket()
    listener.bind(("127.0.0.1", 0))
    one_at_a_time.submit(attention, [101] * 32, [1]).result()
    print(json.dumps({"address": "http://127.0.0.1:%d" % listener.getsockname()[1]}), flush=True)
    # uvloop and httptools are installed beside it, so uvicorn takes them.
    uvicorn.Server(uvicorn.Config(app, log_level="error", access_log=False)).run(sockets=[listener])
