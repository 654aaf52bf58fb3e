import type { ExportFormat } from './document.ts';
import { addressPages } from './netbox/addresses.ts';
import { cablingPages } from './netbox/cabling.ts';
import { components } from './netbox/components.ts';
import { organisation } from './netbox/organisation.ts';

/**
 * CSV for NetBox's import pages, one file a page, numbered in their order; none without rows. Column names are those of NetBox 4.2's forms
 * (dcim/forms/bulk_import.py, ipam/forms/bulk_import.py).
 */
export const netbox: ExportFormat = {
  id: 'netbox',
  files: (network) =>
    [
      ...organisation(network),
      ...components(network),
      ...addressPages(network),
      ...cablingPages(network),
    ].filter(({ text }) => text.indexOf('\n') < text.length - 1),
};
