import { defineConfig } from 'vitest/config';

/** What needs the packages of `adapters/im/wechat` and `adapters/im/botkit`, which are not part of Tocsin. */
export default defineConfig({
  test: {
    reporters: ['default', './test/harness/tally.ts'],
    include: ['adapters/im/{wechat,botkit}/test/**/*.test.ts'],
    pool: 'forks',
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
});
