/** As much of a browser's page as is used. */
interface Page {
  readonly input: string;
  readonly document: { getElementById(id: string): { textContent: string } };
}

/** Works on what the page was given and leaves the answer, or what went wrong, where it is looked for. */
export const onPage = <Input>(work: (input: Input) => unknown): void => {
  const { input, document } = globalThis as unknown as Page;
  const said = document.getElementById('answer');
  try {
    said.textContent = JSON.stringify({ answer: work(JSON.parse(input) as Input) });
  } catch (error) {
    said.textContent = JSON.stringify({ error: String(error) });
  }
};
