// The handbook is documentation only; a target needs one source file.
