import { writeFileSync } from 'node:fs';
import { expectedFile, messagesOf, mistakes } from './run-mistake.ts';

// Writes what every wrong inventory gives now: npx tsx test/mistakes/update.ts. Read the diff before committing.
for (const name of mistakes()) writeFileSync(expectedFile(name), messagesOf(name));
