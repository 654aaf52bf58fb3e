// The programs of the system that the lab and the checks of rendered files need, and their Debian packages.
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { exec, say } from './exec.mjs';

/**
 * Package: the programs that we use of it, or a library, and the units that must not start with the machine because of us. Those that only
 * tests or benchmarks use are installed for these only.
 */
const PACKAGES = {
  'openssh-server': { programs: ['sshd'], units: ['ssh.service', 'ssh.socket'] },
  'openssh-client': { programs: ['ssh', 'ssh-keygen'] },
  openvpn: { programs: ['openvpn'], units: ['openvpn.service'] },
  nftables: { programs: ['nft'] },
  keepalived: { programs: ['keepalived'], units: ['keepalived.service'] },
  ucarp: { programs: ['ucarp'] },
  corosync: { programs: ['corosync'], units: ['corosync.service'] },
  pacemaker: { programs: ['pacemakerd'], units: ['pacemaker.service'] },
  // What moves an address for Pacemaker.
  'resource-agents': { programs: ['IPaddr2'] },
  'pacemaker-cli-utils': { programs: ['cibadmin', 'crm_verify'] },
  iproute2: { programs: ['ip', 'tc', 'bridge'] },
  ser2net: { programs: ['ser2net'], units: ['ser2net.service'] },
  'inetutils-telnet': { programs: ['telnet'] },
  'conserver-server': { programs: ['conserver'], units: ['conserver-server.service'] },
  'conserver-client': { programs: ['console'] },
  socat: { programs: ['socat'] },
  openipmi: { programs: ['ipmi_sim'], units: ['openipmi.service'] },
  ipmitool: { programs: ['ipmitool'], units: ['ipmievd.service'] },
  snmpd: { programs: ['snmpd'], units: ['snmpd.service'] },
  snmp: { programs: ['snmpget', 'snmpset'] },
  openssl: { programs: ['openssl'] },
  // How a person asks a BMC by Redfish.
  curl: { programs: ['curl'] },
  // udhcpc, a DHCP client, in tests.
  busybox: { programs: ['busybox'], tests: true },
  'wireguard-tools': { programs: ['wg', 'wg-quick'] },
  // Where the kernel has no WireGuard, as in many containers.
  'wireguard-go': { programs: ['wireguard-go'] },
  // Labs without root.
  uidmap: { programs: ['newuidmap'] },
  procps: { programs: ['sysctl', 'ps'] },
  fail2ban: { programs: ['fail2ban-server'], units: ['fail2ban.service'] },
  'dnsmasq-base': { programs: ['dnsmasq'] },
  freeradius: { programs: ['freeradius'], units: ['freeradius.service'] },
  'libpam-radius-auth': { programs: ['pam_radius_auth.so'] },
  libfaketime: { programs: ['libfaketime.so.1'] },
  // Asked the same as our cut sets, in tests.
  scram: { programs: ['scram'], tests: true },
  // Runs the engine in a page, in tests and in a benchmark.
  chromium: { programs: ['chromium'], tests: true },
  // Boots as many hosts beside ours, in a benchmark.
  mininet: { programs: ['mn'], bench: true },
  'bridge-utils': { programs: ['brctl'], bench: true },
};

const FOLDERS = [
  ...(process.env.PATH ?? '').split(':'),
  '/usr/sbin',
  '/sbin',
  '/usr/bin',
  '/bin',
  '/usr/lib/ocf/resource.d/heartbeat',
];
// Where ld.so looks for a library that a daemon is started with.
const libraries = () =>
  existsSync('/usr/lib') ? ['/usr/lib64', ...readdirSync('/usr/lib').map((name) => `/usr/lib/${name}`)] : [];
const placesOf = (program) => {
  if (program.startsWith('lib')) return libraries().map((folder) => `${folder}/faketime`);
  return program.startsWith('pam_') ? libraries().map((folder) => `${folder}/security`) : FOLDERS;
};
const installed = (program) => placesOf(program).some((folder) => existsSync(`${folder}/${program}`));
const missingPackages = ({ tests, bench }) =>
  Object.keys(PACKAGES)
    .filter((name) => (tests || !PACKAGES[name].tests) && (bench || !PACKAGES[name].bench))
    .filter((name) => !PACKAGES[name].programs.every(installed));

// Debian's invoke-rc.d asks this program whether a package may start its daemon; 101 says no.
const POLICY = '/usr/sbin/policy-rc.d';
const OURS = '#!/bin/sh\n# Put here by RelaxOps while it installs packages; removed when done.\nexit 101\n';

const removePolicy = () => {
  if (existsSync(POLICY) && readFileSync(POLICY, 'utf8') === OURS) rmSync(POLICY);
};

const withoutStarting = async (work) => {
  if (existsSync(POLICY) && readFileSync(POLICY, 'utf8') !== OURS) return work();
  writeFileSync(POLICY, OURS, { mode: 0o755 });
  // Also when a signal ends us in the middle.
  process.on('exit', removePolicy);
  try {
    return await work();
  } finally {
    removePolicy();
  }
};

const APT = ['apt-get', '-y', '-o', 'DPkg::Lock::Timeout=300'];
const ENV = { DEBIAN_FRONTEND: 'noninteractive', NEEDRESTART_MODE: 'l' };

const aptInstall = async (names) => {
  const update = await exec([...APT, 'update'], { seconds: 400, env: ENV });
  if (update.code !== 0) console.log('  apt-get update failed; trying with the lists that are here');
  const install = [...APT, 'install', '--no-install-recommends', ...names];
  const { code, output } = await exec(install, { seconds: 900, env: ENV });
  if (code !== 0)
    console.log(`  apt-get install failed:\n${output.trimEnd().split('\n').slice(-8).join('\n')}`);
};

/** What we installed for the lab must not listen after the next boot either. */
const disableUnits = async (names) => {
  if (!existsSync('/run/systemd/system')) return;
  for (const unit of names.flatMap((name) => PACKAGES[name].units ?? [])) {
    await exec(['systemctl', 'disable', '--quiet', unit], { seconds: 30 });
  }
};

/** sshd judges no configuration without this folder, which its service makes when it starts, and it has not started. */
const makeSshdFolder = () => {
  if (process.getuid?.() !== 0 || !installed('sshd') || existsSync('/run/sshd')) return;
  mkdirSync('/run/sshd', { mode: 0o755 });
  console.log('\nmade /run/sshd, which sshd needs to check a configuration');
};

/** Installs the missing packages as root, with `tests` and `bench` those of tests and benchmarks too; otherwise says the one command that does. */
export const installDaemons = async (wanted) => {
  await installMissing(wanted);
  makeSshdFolder();
};

const installMissing = async (wanted) => {
  const missing = missingPackages(wanted);
  if (missing.length === 0) return;
  say(`daemons that the lab runs; missing: ${missing.join(' ')}`);
  const command = `apt-get install --no-install-recommends ${missing.join(' ')}`;
  if (!installed('apt-get')) {
    console.log('  this is not Debian or Ubuntu: install them yourself; going on with what works without');
    return;
  }
  if (process.getuid?.() !== 0) {
    console.log(`  install them with:  sudo ${command}\n  going on with what works without`);
    return;
  }
  console.log(`  ${command}   (no daemon is started or enabled)`);
  await withoutStarting(() => aptInstall(missing));
  const still = missingPackages(wanted);
  await disableUnits(missing.filter((name) => !still.includes(name)));
  console.log(
    still.length ? `  still missing: ${still.join(' ')}; going on with what works without` : '  done',
  );
};
