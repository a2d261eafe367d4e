import { defineConfig } from 'vitest/config';

/** Two projects: pure units share one thread pool without isolation; what starts servers or browsers runs in its own process. */
export default defineConfig({
  test: {
    reporters: ['default', './test/harness/tally.ts'],
    projects: [
      {
        test: {
          name: 'pure',
          include: ['test/{domain,config,house,knowledge,road,web}/**/*.test.ts'],
          pool: 'threads',
          isolate: false,
        },
      },
      {
        test: {
          name: 'world',
          include: ['test/{scenarios,contracts,adapters,faults,http,browser,live}/**/*.test.ts'],
          pool: 'forks',
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
