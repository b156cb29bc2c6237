using System.Collections.Frozen;

namespace SearchService.Corpus.Bibliography.BibTex;

/// <summary>What LaTeX's commands stand for in Unicode: those that bibliographies have.</summary>
internal static class LatexSymbols
{
    /// <summary>Commands that put an accent on their argument, as combining marks.</summary>
    public static readonly FrozenDictionary<string, char> Accents = new Dictionary<string, char>(StringComparer.Ordinal)
    {
        ["`"] = '\u0300',
        ["'"] = '\u0301',
        ["^"] = '\u0302',
        ["~"] = '\u0303',
        ["="] = '\u0304',
        ["u"] = '\u0306',
        ["."] = '\u0307',
        ["\""] = '\u0308',
        ["h"] = '\u0309',
        ["r"] = '\u030A',
        ["H"] = '\u030B',
        ["v"] = '\u030C',
        ["G"] = '\u030F',
        ["f"] = '\u0311',
        ["d"] = '\u0323',
        ["textcommabelow"] = '\u0326',
        ["c"] = '\u0327',
        ["cedilla"] = '\u0327',
        ["k"] = '\u0328',
        ["ogonek"] = '\u0328',
        ["b"] = '\u0331',
        ["t"] = '\u0361',
        ["grave"] = '\u0300',
        ["acute"] = '\u0301',
        ["hat"] = '\u0302',
        ["tilde"] = '\u0303',
        ["bar"] = '\u0304',
        ["breve"] = '\u0306',
        ["dot"] = '\u0307',
        ["ddot"] = '\u0308',
        ["check"] = '\u030C',
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Commands whose argument stands in a tag of CSL-JSON.</summary>
    public static readonly FrozenDictionary<string, (string Start, string End)> Faces = Tags(
        ("emph textit textsl mkbibemph mkbibitalic em it itshape sl slshape", "<i>", "</i>"),
        ("textbf mkbibbold bf bfseries", "<b>", "</b>"),
        ("textsuperscript mkbibsuperscript", "<sup>", "</sup>"),
        ("textsubscript mkbibsubscript", "<sub>", "</sub>"),
        ("textsc sc scshape", Citations.InlineTag.SmallCapitals, "</span>"),
        ("enquote mkbibquote", "“", "”"),
        ("enquote* mkbibsinglequote", "‘", "’"),
        ("mkbibparens", "(", ")"),
        ("mkbibbrackets", "[", "]")
    );

    /// <summary>Faces that hold from the command to the end of its group.</summary>
    public static readonly FrozenSet<string> Declarations = Words("em it itshape sl slshape bf bfseries sc scshape");

    /// <summary>Commands that leave their argument, or what follows, as it is.</summary>
    public static readonly FrozenSet<string> Transparent = Words(
        "textrm textsf texttt textup textnormal textmd text mbox hbox fbox ensuremath mathrm mathit mathbf mathsf mathcal mathbb mathfrak "
            + "boldsymbol url path nolinkurl uppercase lowercase MakeUppercase MakeLowercase NoCaseChange protect relax rm sf tt "
            + "normalfont upshape mdseries rmfamily sffamily ttfamily small large displaystyle left right noindent bibstring "
            + "foreignlanguage* textlatin textgreek textcyrillic texorpdfstring* limits cyr"
    );

    /// <summary>Commands that vanish with their argument: tricks of sorting, and what is no word.</summary>
    public static readonly FrozenSet<string> Dropped = Words(
        "noopsort label index vspace hspace kern phantom hphantom vphantom"
    );

    public static readonly FrozenDictionary<string, string> Symbols = Pairs(
        // Letters
        """
        ss ß SS ẞ ae æ AE Æ oe œ OE Œ o ø O Ø l ł L Ł aa å AA Å dh ð DH Ð th þ TH Þ dj đ DJ Đ ng ŋ NG Ŋ i ı j ȷ imath ı jmath ȷ
        textschwa ə ij ĳ IJ Ĳ textturna ɐ
        """,
        // Signs
        """
        & & % % $ $ # # _ _ { { } } textbackslash \ backslash \ textasciitilde ~ textasciicircum ^ textasciigrave ` textbar | vert | mid |
        textbraceleft { textbraceright } lbrace { rbrace } textless < textgreater > lt < gt > textunderscore _ textdollar $
        textquotedbl " textquotesingle ' textquoteleft ‘ textquoteright ’ textquotedblleft “ textquotedblright ” lq ‘ rq ’
        quotesinglbase ‚ quotedblbase „ glqq „ grqq “ glq ‚ grq ‘ flqq « frqq » flq ‹ frq › guillemotleft « guillemotright »
        guillemetleft « guillemetright » guilsinglleft ‹ guilsinglright › textendash – textemdash — textellipsis … ldots … dots …
        cdots ⋯ dotsc … textbullet • bullet • textperiodcentered · cdot · textexclamdown ¡ textquestiondown ¿ S § P ¶ textsection §
        textparagraph ¶ dag † ddag ‡ textdagger † textdaggerdbl ‡ dagger † ddagger ‡ copyright © textcopyright © textregistered ®
        texttrademark ™ pounds £ textsterling £ texteuro € euro € EUR € textyen ¥ textcent ¢ textdegree ° degree ° textcelsius ℃
        textordfeminine ª textordmasculine º textonehalf ½ textonequarter ¼ textthreequarters ¾ textonesuperior ¹ texttwosuperior ²
        textthreesuperior ³ textmu µ textnumero № textperthousand ‰ textasteriskcentered * ast * star ⋆ slash / textslash / aposs ’
        TeX TeX LaTeX LaTeX BibTeX BibTeX
        """,
        // Mathematics
        """
        times × div ÷ pm ± mp ∓ leq ≤ le ≤ geq ≥ ge ≥ neq ≠ ne ≠ approx ≈ equiv ≡ sim ∼ simeq ≃ propto ∝ infty ∞ partial ∂ nabla ∇ sum ∑
        prod ∏ int ∫ sqrt √ in ∈ notin ∉ subset ⊂ subseteq ⊆ cup ∪ cap ∩ emptyset ∅ forall ∀ exists ∃ neg ¬ land ∧ wedge ∧ lor ∨ vee ∨
        to → rightarrow → leftarrow ← leftrightarrow ↔ Rightarrow ⇒ Leftarrow ⇐ Leftrightarrow ⇔ uparrow ↑ downarrow ↓ mapsto ↦
        circ ∘ oplus ⊕ otimes ⊗ perp ⊥ parallel ∥ angle ∠ prime ′ ell ℓ hbar ℏ Re ℜ Im ℑ aleph ℵ langle ⟨ rangle ⟩ lceil ⌈ rceil ⌉
        lfloor ⌊ rfloor ⌋ ll ≪ gg ≫ models ⊨ vdash ⊢ lnot ¬ square □ natural ♮ flat ♭ sharp ♯ log log ln ln exp exp max max min min
        """,
        // Greek
        """
        alpha α beta β gamma γ delta δ epsilon ϵ varepsilon ε zeta ζ eta η theta θ vartheta ϑ iota ι kappa κ lambda λ mu μ nu ν xi ξ
        omicron ο pi π varpi ϖ rho ρ varrho ϱ sigma σ varsigma ς tau τ upsilon υ phi ϕ varphi φ chi χ psi ψ omega ω Gamma Γ Delta Δ
        Theta Θ Lambda Λ Xi Ξ Pi Π Sigma Σ Upsilon Υ Phi Φ Psi Ψ Omega Ω textalpha α textbeta β textgamma γ textdelta δ textomega ω
        """
    );

    /// <summary>Commands that are a space, or nothing: places to break a line, kerning.</summary>
    public static string? Space(string command) =>
        command switch
        {
            " "
            or "\n"
            or "\r"
            or "\t"
            or ","
            or ":"
            or ";"
            or ">"
            or "\\"
            or "quad"
            or "qquad"
            or "enspace"
            or "thinspace"
            or "space" => " ",
            "newline" or "par" or "linebreak" or "tabularnewline" or "newblock" => " ",
            "-"
            or "/"
            or "!"
            or "@"
            or "*"
            or "("
            or ")"
            or "["
            or "]"
            or "hyphenation"
            or "allowbreak"
            or "nolinebreak"
            or "null" => "",
            "nobreakspace" => "\u00A0",
            _ => null,
        };

    private static FrozenDictionary<string, string> Pairs(params string[] tables) =>
        tables
            .SelectMany(table => table.Split((char[])[' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries).Chunk(2))
            .ToFrozenDictionary(pair => pair[0], pair => pair[1], StringComparer.Ordinal);

    private static FrozenSet<string> Words(string words) => words.Split(' ').ToFrozenSet(StringComparer.Ordinal);

    private static FrozenDictionary<string, (string Start, string End)> Tags(
        params (string Commands, string Start, string End)[] faces
    ) =>
        faces
            .SelectMany(face => face.Commands.Split(' '), (face, command) => (command, face.Start, face.End))
            .ToFrozenDictionary(face => face.command, face => (face.Start, face.End), StringComparer.Ordinal);
}
