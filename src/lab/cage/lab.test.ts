import { expect, test } from 'vitest';
import { PROTOCOL } from '../hardware/protocol.ts';
import { LabError, OtherBuild } from './client.ts';
import { sameProtocol } from './lab.ts';

/** A lab whose hardware gives this answer to the first question. */
const answering = (answer: () => Promise<{ protocol: number }>) => ({ ask: answer as never });

test('a lab of this build is as good as its word', async () => {
  await expect(
    sameProtocol(
      answering(async () => ({ protocol: PROTOCOL })),
      'x',
    ),
  ).resolves.toBeUndefined();
});

test.each([
  ['an older', PROTOCOL - 1],
  ['a newer', PROTOCOL + 1],
])('one of %s build is refused in a line that says what to do', async (whose, protocol) => {
  const refused = sameProtocol(
    answering(async () => ({ protocol })),
    'mine',
  );
  await expect(refused).rejects.toThrow(OtherBuild);
  await expect(refused).rejects.toThrow(
    `lab "mine" was started by ${whose} relaxops (protocol ${protocol}, this one speaks ${PROTOCOL}): relaxops lab down --name mine ends it`,
  );
});

test('one from before there were versions is an older one, and one that has ended has ended', async () => {
  const failing = (text: string) =>
    sameProtocol(
      answering(async () => {
        throw new LabError(text);
      }),
      'mine',
    );
  await expect(failing('no request "version"')).rejects.toThrow('protocol 0');
  await expect(failing('the lab has ended')).rejects.not.toThrow(OtherBuild);
});
