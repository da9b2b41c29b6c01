import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // Minutes of two browsers: `npm run test:browsers`.
    exclude: ['test/browser/**'],
    // Files share what they load: nearly all of a file's time would go into loading it again.
    isolate: false,
    // No test is about time: these end what hangs, on a busy machine, too.
    testTimeout: 300_000,
    hookTimeout: 300_000,
    // The default leaves one core to itself, and of two that is half.
    maxWorkers: '100%',
    reporters: ['default'],
  },
});
