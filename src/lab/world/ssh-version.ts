import { run } from '#host/process.ts';

/** The version of the OpenSSH that a lab will run, such as 9.2; undefined where `ssh -V` does not say. */
export const sshVersion = async (): Promise<number | undefined> => {
  const { stderr, stdout } = await run(['ssh', '-V'], { timeoutMs: 5_000 });
  const match = /OpenSSH_(\d+\.\d+)/.exec(`${stderr}${stdout}`);
  return match ? Number(match[1]) : undefined;
};

/**
 * Whether that sshd punishes sources whose connections end without a login (sshd_config(5), PerSourcePenalties, since 9.8), as every try of
 * an observer does. Older ones refuse the option.
 */
export const punishes = (version: number | undefined): boolean => version !== undefined && version >= 9.8;
