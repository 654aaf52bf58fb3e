import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Lab } from '#lab/cage/lab.ts';
import type { LabMaterial } from '#lab/world/material.ts';
import type { Network } from '#model/network.ts';
import { bootRack, noRack } from './rack.ts';

/** A BMC's web service, asked by curl from the jumphost; the same chassis that IPMI switches. */

const [JUMP, SRV, CS] = ['zrh1/r01/jump1', 'zrh1/r01/srv1', 'zrh1/r01/cs1'];
const BMC = `${SRV}:bmc`;
const SYSTEM = '/redfish/v1/Systems/1';

describe.skipIf(noRack !== '')(`Redfish${noRack}`, () => {
  let lab: Lab;
  let made: LabMaterial;
  let network: Network;

  beforeAll(async () => {
    ({ network, made, lab } = await bootRack('redfish'));
  });
  afterAll(() => lab?.down());

  const password = (): string => made.secrets[`ipmi-password/${BMC}`]!.reveal();
  const sh = (script: string, stdin = '', host = JUMP) =>
    lab.exec({ host, argv: ['sh', '-c', script], stdin, timeoutMs: 25_000 });
  /** What curl reads from a file (curl(1), --config) is on no command line; the answer, its status last. */
  const curl = async (config: readonly string[], path: string, host = JUMP) => {
    const url = `https://${network.addresses.find((one) => one.port === BMC)!.ip}${path}`;
    const usual = ['silent', 'show-error', 'max-time = 8', 'write-out = "\\n%{http_code}"'];
    const lines = [...usual, ...config, `url = "${url}"`];
    const { stdout, stderr } = await sh('curl --config -', `${lines.join('\n')}\n`, host);
    const at = stdout.lastIndexOf('\n');
    return { body: stdout.slice(0, at), status: Number(stdout.slice(at + 1)), stderr };
  };
  const known = (): string[] => ['insecure', `user = "oob:${password()}"`];
  const reset = (type: string) =>
    curl(
      [...known(), 'request = "POST"', `data = "{\\"ResetType\\":\\"${type}\\"}"`],
      `${SYSTEM}/Actions/ComputerSystem.Reset`,
    );
  const isPowered = (yes: boolean) =>
    expect.poll(async () => (await lab.state()).poweredHosts.includes(SRV), { timeout: 5000 }).toBe(yes);
  const chassis = async (): Promise<string> => {
    const ip = network.addresses.find((one) => one.port === BMC)!.ip;
    const script = `read -r IPMI_PASSWORD; export IPMI_PASSWORD; timeout 8 ipmitool -I lanplus -C 3 -H ${ip} -U oob -E chassis power status`;
    return (await sh(script, `${password()}\n`)).stdout;
  };

  test('nobody vouches for its certificate', async () => {
    await expect.poll(async () => (await curl(['insecure'], '/redfish/v1/')).status).toBe(200);
    // Somebody whom the jumphost trusts, and who has not signed it.
    const made =
      'openssl req -x509 -newkey rsa:2048 -nodes -subj /CN=x -keyout /dev/null -out /run/trusted.pem';
    expect(await sh(made)).toMatchObject({ ok: true });
    const refused = await curl(['cacert = "/run/trusted.pem"'], '/redfish/v1/');
    expect(refused.stderr).toContain('self-signed certificate');
    expect(refused.status).toBe(0);
  });

  test('a session is opened by password, used, and closed', async () => {
    const logIn = (secret: string) =>
      curl(
        [
          'insecure',
          'include',
          'header = "Content-Type: application/json"',
          `data = "{\\"UserName\\":\\"oob\\",\\"Password\\":\\"${secret}\\"}"`,
        ],
        '/redfish/v1/SessionService/Sessions',
      );
    expect((await logIn('wrong')).status).toBe(401);
    const { body, status } = await logIn(password());
    expect(status).toBe(201);
    const token = /^X-Auth-Token: (\w{32})/im.exec(body)![1]!;
    const location = /^Location: (\S+)/im.exec(body)![1]!;
    const held = ['insecure', `header = "X-Auth-Token: ${token}"`];
    expect(JSON.parse((await curl(held, SYSTEM)).body)).toMatchObject({ PowerState: 'On', HostName: SRV });
    expect((await curl([...held, 'request = "DELETE"'], location)).status).toBe(204);
    expect((await curl(held, SYSTEM)).status).toBe(401);
  });

  test('it and IPMI switch one and the same board', async () => {
    expect((await reset('ForceOff')).status).toBe(204);
    await isPowered(false);
    expect(await chassis()).toContain('Chassis Power is off');
    expect((await reset('On')).status).toBe(204);
    await isPowered(true);
    expect(await chassis()).toContain('Chassis Power is on');
    expect((await reset('Explode')).status).toBe(400);
  });

  test('it is busy, or slow, when somebody makes it so; IPMI lives on', async () => {
    const mode = (word: string) => sh(`echo ${word} >/run/hardware/redfish.mode`, '', BMC);
    await mode('busy');
    expect((await curl(known(), SYSTEM)).status).toBe(503);
    expect(await chassis()).toContain('Chassis Power is on');
    await mode('slow');
    const impatient = await curl([...known(), 'max-time = 1'], SYSTEM);
    expect([impatient.status, impatient.stderr]).toEqual([0, expect.stringContaining('timed out')]);
    expect((await curl(known(), SYSTEM)).status).toBe(200);
    await mode('');
    expect((await curl(known(), SYSTEM)).status).toBe(200);
  });

  test('it is busy after the BMC itself had no power', async () => {
    await lab.killChassis(SRV);
    expect((await curl(known(), SYSTEM)).status).toBe(0);
    await lab.reviveChassis(SRV);
    expect(await lab.ready()).toMatchObject({ ready: true });
    const seen = new Set<number>();
    await expect
      .poll(
        async () => {
          const { status } = await curl(known(), SYSTEM);
          seen.add(status);
          return status;
        },
        { timeout: 10_000 },
      )
      .toBe(200);
    expect([...seen].filter((status) => ![0, 200, 503].includes(status))).toEqual([]);
  });

  test('only who is on its segment reaches it', async () => {
    expect((await curl(known(), SYSTEM, 'laptop/zrh1/r01/gw1')).status).toBe(0);
    expect((await curl(known(), SYSTEM, CS)).status).toBe(0);
  });
});
