/** The what-if benchmark as it runs in a browser. */
import { onPage } from '../cases/browser/_on-page.ts';
import { whatIfTimes } from './_what-if.ts';

onPage(whatIfTimes);
