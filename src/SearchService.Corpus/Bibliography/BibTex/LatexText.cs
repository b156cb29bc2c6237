using System.Text;

namespace SearchService.Corpus.Bibliography.BibTex;

/// <summary>
/// Text as BibTeX values hold it: UTF-8, with every sign that LaTeX or BibTeX would act on made harmless, and braces balanced whatever the
/// text has in it.
/// </summary>
internal static class LatexText
{
    private static readonly char[] Marks = [.. "“”‘’\"'()[],;:.?!…"];

    /// <summary>Words for a value in braces, on one line; the inline tags of CSL-JSON become LaTeX's.</summary>
    public static string Escape(string text)
    {
        var latex = new StringBuilder(text.Length + 8);
        foreach (var c in SingleLine.Of(text))
        {
            latex.Append(
                c switch
                {
                    '\\' => @"\textbackslash{}",

                    // BibTeX counts braces whether or not a backslash stands before them.
                    '{' => @"\textbraceleft{}",
                    '}' => @"\textbraceright{}",
                    '&' => @"\&",
                    '%' => @"\%",
                    '$' => @"\$",
                    '#' => @"\#",
                    '_' => @"\_",
                    '^' => @"\textasciicircum{}",
                    '~' => @"\textasciitilde{}",
                    '<' => @"\textless{}",
                    '>' => @"\textgreater{}",
                    '\u00A0' => "~",
                    _ => c.ToString(),
                }
            );
        }

        return latex.ToString();
    }

    /// <summary>
    /// A title: words with a capital after their first letter's place in the sentence are braced, since styles put titles in small letters
    /// and cannot know which words are names. The first word of the title keeps its capital in every style and is braced only when it has
    /// capitals or digits inside ("NATO").
    /// </summary>
    public static string Title(string title)
    {
        var latex = new StringBuilder(title.Length + 16);
        var first = true;
        var italics = 0;
        foreach (var word in Tokens(SingleLine.Of(title)))
        {
            switch (word)
            {
                case "<i>":
                    latex.Append(@"\emph{");
                    italics++;
                    break;
                case "</i>":
                    latex.Append(italics > 0 ? "}" : "");
                    italics = Math.Max(0, italics - 1);
                    break;
                case [' ', ..] or []:
                    latex.Append(word);
                    break;
                default:
                    // Quotation marks and stops stay outside of the braces.
                    var lead = word.Length - word.TrimStart(Marks).Length;
                    var core = word.Trim(Marks);
                    var inner = core.Length > 1 && core.Skip(1).Any(char.IsUpper);
                    var keeps = inner || (!first && core.Length > 0 && char.IsUpper(core[0]));
                    latex.Append(Escape(word[..lead]));
                    latex.Append(keeps ? "{" + Escape(core) + "}" : Escape(core));
                    latex.Append(Escape(word[Math.Min(word.Length, lead + core.Length)..]));
                    first = false;
                    break;
            }
        }

        return latex.Append('}', italics).ToString();
    }

    /// <summary>Words, the spaces between them, and the tags for italics; other inline tags are left out.</summary>
    private static IEnumerable<string> Tokens(string text)
    {
        var start = 0;
        var at = 0;
        while (at < text.Length)
        {
            var tag = text[at] == '<' ? Citations.InlineTag.LengthAt(text, at) : 0;
            if (tag == 0 && text[at] != ' ')
            {
                at++;
                continue;
            }

            if (at > start)
            {
                yield return text[start..at];
            }

            if (tag == 0)
            {
                yield return " ";
                at++;
            }
            else
            {
                if (text.AsSpan(at, tag) is "<i>" or "</i>")
                {
                    yield return text.Substring(at, tag);
                }

                at += tag;
            }

            start = at;
        }

        if (at > start)
        {
            yield return text[start..at];
        }
    }
}
