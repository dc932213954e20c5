// Which claim somebody reads an article for: the article opens at its sentence.

export const reading = $state<{ claim: string | null }>({ claim: null });
