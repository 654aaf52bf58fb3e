import { ansible } from './ansible.ts';
import type { ExportFormat } from './document.ts';
import { hosts } from './hosts.ts';
import { labels } from './labels.ts';
import { netbox } from './netbox.ts';
import { oxidized } from './oxidized.ts';
import { prometheus } from './prometheus.ts';

/** Every format for other programs, by id. */
export const exportFormats: readonly ExportFormat[] = [ansible, hosts, labels, netbox, oxidized, prometheus];
