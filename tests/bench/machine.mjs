// Where figures come from: enough to judge them by, nothing that tells whose machine it was.
import { execFileSync } from 'node:child_process';
import os from 'node:os';
import { run } from '../start.mjs';

/** Sentences about the machine and the versions. */
export async function machine() {
  const gigabytes = Math.round(os.totalmem() / 2 ** 30);
  return [
    `${os.cpus()[0]?.model.trim()}, ${os.availableParallelism()} cores, ${gigabytes} GB of memory, ${os.type()} ${os.arch()}`,
    [(await run(['--version'])).stdout.trim(), `Node ${process.versions.node}`, ...peers()].join(', '),
    new Date().toISOString().slice(0, 10),
  ];
}

const PACKAGES = ['torch', 'transformers', 'peft', 'lime', 'shap', 'captum', 'textattack', 'fastapi', 'uvicorn', 'numpy'];
const ASK = `
import importlib.metadata as m, platform
print('Python', platform.python_version())
for name in ${JSON.stringify(PACKAGES)}:
    print(name, m.version(name))
`;

function peers() {
  const python = process.env.HEADLIGHT_BENCH_PYTHON;
  return python ? execFileSync(python, ['-c', ASK], { encoding: 'utf8' }).trim().split('\n') : [];
}
