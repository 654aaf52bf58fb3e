// Runs a program for the tools: output shown or caught, always with a bound, the whole group killed when it passes.
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** The repository's root, with a final slash. */
export const ROOT = fileURLToPath(new URL('..', import.meta.url));

/**
 * Runs `argv` in the repository and resolves to `{ code, output }`, never rejects: a program that is not there
 * or takes longer than `seconds` has a code other than 0. `show` passes its output on as it comes.
 */
export const exec = (argv, { seconds = 600, show = false, env = {} } = {}) =>
  new Promise((resolve) => {
    const [program, ...args] = argv;
    const child = spawn(program, args, {
      cwd: ROOT,
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, ...env },
    });
    let output = '';
    const kill = () => {
      try {
        process.kill(-child.pid, 'SIGKILL');
      } catch {
        // It has ended by itself.
      }
    };
    const interrupted = () => {
      kill();
      process.exit(130);
    };
    const timer = setTimeout(() => {
      output += `\n${program} took longer than ${seconds} s and was ended\n`;
      kill();
    }, seconds * 1000);
    process.once('SIGINT', interrupted).once('SIGTERM', interrupted);
    const end = (code) => {
      clearTimeout(timer);
      process.off('SIGINT', interrupted).off('SIGTERM', interrupted);
      resolve({ code, output });
    };
    const keep = (stream) => (chunk) => {
      output += chunk;
      if (show) stream.write(chunk);
    };
    child.stdout.on('data', keep(process.stdout));
    child.stderr.on('data', keep(process.stderr));
    child.on('error', (error) => {
      output += `${error.message}\n`;
      end(127);
    });
    child.on('close', (code) => end(code ?? 1));
  });

/**
 * Runs a program that has the terminal to itself: it shows its own progress, and Ctrl-C reaches it as any other, so that it
 * tidies up before it ends. Resolves to its exit code.
 */
export const execOnTerminal = (argv, { seconds }) =>
  new Promise((resolve) => {
    const [program, ...args] = argv;
    const child = spawn(program, args, { cwd: ROOT, stdio: 'inherit' });
    const timer = setTimeout(() => child.kill('SIGTERM'), seconds * 1000);
    const hardTimer = setTimeout(() => child.kill('SIGKILL'), (seconds + 20) * 1000);
    const wait = () => {};
    const pass = () => child.kill('SIGTERM');
    process.on('SIGINT', wait).on('SIGTERM', pass);
    const end = (code) => {
      clearTimeout(timer);
      clearTimeout(hardTimer);
      process.off('SIGINT', wait).off('SIGTERM', pass);
      resolve(code);
    };
    child.on('error', () => end(127));
    child.on('close', (code) => end(code ?? 1));
  });

/** A heading between the parts of what a tool prints. */
export const say = (text) => console.log(`\n== ${text}`);
