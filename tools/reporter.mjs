// A vitest reporter that writes what tools/test.mjs counts: passed, failed, and the skipped with their reasons.
import { writeFileSync } from 'node:fs';

/** `ctx.skip('needs root')`, or a name that ends in `(skipped: needs root)`. */
const reasonOf = (name, note) => note ?? /\(skipped: (.+?)\)/.exec(name)?.[1];

/** Writes the counts to the file that RELAXOPS_TEST_REPORT names. */
// biome-ignore lint/style/noDefaultExport: vitest takes a reporter by its default export
export default class CountingReporter {
  onTestRunEnd(modules, unhandledErrors) {
    const counts = { passed: 0, failed: unhandledErrors.length, skipped: [] };
    for (const module of modules) {
      // A file that could not be loaded has errors and perhaps no tests.
      counts.failed += module.errors().length;
      for (const test of module.children.allTests()) {
        const result = test.result();
        if (result.state === 'passed') counts.passed++;
        else if (result.state === 'failed') counts.failed++;
        else
          counts.skipped.push({
            name: test.fullName,
            file: module.relativeModuleId,
            reason: reasonOf(test.fullName, result.note),
          });
      }
      for (const suite of module.children.allSuites()) counts.failed += suite.errors().length;
    }
    const file = process.env.RELAXOPS_TEST_REPORT;
    if (file) writeFileSync(file, JSON.stringify(counts));
  }
}
