import { defineConfig } from 'vitest/config';

/** Tests that drive Chromium and Firefox: `npm run test:browsers`. */
export default defineConfig({
  test: {
    include: ['test/browser/**/*.test.ts'],
    testTimeout: 300_000,
    hookTimeout: 300_000,
    maxWorkers: '100%',
    reporters: ['default'],
  },
});
