// Words that a school and a college say each in their own way.

/** Give the words of this institution. */
export const own = (school, college) => "college" in document.documentElement.dataset ? college : school;
