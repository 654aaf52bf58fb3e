import { defineConfig } from 'vitest/config';

const LAB = 'test/lab/**/*.test.ts';
/** Labs that are measured against a prediction, or killed at every moment: they have the machine to themselves. */
const ALONE = [
  'verify',
  'wrong-labs',
  'mutated-predictions',
  'engine',
  'engine-cage',
  'cli',
  'cold-start',
  'last-resorts',
  'logins',
].map((name) => `test/lab/${name}.test.ts`);
const BOUNDS = { testTimeout: 180_000, hookTimeout: 180_000 };

/** Labs boot whole networks: when everything else is done, small ones two at a time, then one after the other those that want no company. */
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: ['src/**/*.test.ts', 'test/**/*.test.ts'],
          exclude: [LAB],
          testTimeout: 30_000,
          // Removing a folder takes long on a busy disk.
          hookTimeout: 60_000,
          maxWorkers: 2,
          sequence: { groupOrder: 0 },
        },
      },
      {
        test: {
          name: 'daemons',
          include: [LAB],
          exclude: ALONE,
          ...BOUNDS,
          maxWorkers: 2,
          sequence: { groupOrder: 1 },
        },
      },
      {
        test: {
          name: 'lab',
          include: ALONE,
          ...BOUNDS,
          fileParallelism: false,
          maxWorkers: 1,
          // Labs that one file boots side by side.
          maxConcurrency: 3,
          sequence: { groupOrder: 2 },
        },
      },
    ],
  },
});
