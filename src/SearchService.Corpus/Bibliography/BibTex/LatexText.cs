using System.Text;
using SearchService.Corpus.Citations;

namespace SearchService.Corpus.Bibliography.BibTex;

/// <summary>
/// Text as BibTeX values hold it: UTF-8, with every sign that LaTeX or BibTeX would act on made harmless, and braces balanced whatever the
/// text has in it. <see cref="LatexDecoder"/> reads it back.
/// </summary>
internal static class LatexText
{
    private static readonly char[] Marks = [.. "“”‘’\"'()[],;:.?!…"];

    /// <summary>Words for a value in braces, on one line; the inline tags of CSL-JSON become LaTeX's.</summary>
    public static string Encode(string text) => Encode(text, isTitle: false);

    /// <summary>
    /// A title: words with a capital after their first letter's place in the sentence are braced, since styles put titles in small letters
    /// and cannot know which words are names. The first word of the title keeps its capital in every style and is braced only when it has
    /// capitals inside ("NATO").
    /// </summary>
    public static string Title(string title) => Encode(title, isTitle: true);

    private static string Encode(string text, bool isTitle)
    {
        var line = SingleLine.Of(text);
        var tags = InlineTag.Pairs(line);
        var braces = AreBalanced(line);
        var latex = new StringBuilder(line.Length + 16);
        var first = true;
        var protectedDepth = 0;
        var open = new Stack<bool>();
        for (var at = 0; at < line.Length; )
        {
            if (tags.TryGetValue(at, out var tag))
            {
                if (tag.IsEnd)
                {
                    protectedDepth -= open.Pop() ? 1 : 0;
                    latex.Append('}');
                }
                else
                {
                    open.Push(tag.Face == InlineFace.KeepCase);
                    protectedDepth += tag.Face == InlineFace.KeepCase ? 1 : 0;
                    latex.Append(CommandOf(tag.Face)).Append('{');
                }

                at += tag.Length;
                continue;
            }

            var end = at + 1;
            while (end < line.Length && line[end] != ' ' && line[at] != ' ' && !tags.ContainsKey(end))
            {
                end++;
            }

            var word = line[at..end];
            latex.Append(
                isTitle && protectedDepth == 0 && word != " " ? Word(word, first, braces) : Escape(word, braces)
            );
            first &= word == " ";
            at = end;
        }

        return latex.ToString();
    }

    private static string CommandOf(InlineFace face) =>
        face switch
        {
            InlineFace.Italic => @"\emph",
            InlineFace.Bold => @"\textbf",
            InlineFace.Superscript => @"\textsuperscript",
            InlineFace.Subscript => @"\textsubscript",
            InlineFace.SmallCapitals => @"\textsc",
            _ => "",
        };

    /// <summary>A word of a title; quotation marks and stops stay outside of the braces.</summary>
    private static string Word(string word, bool first, bool braces)
    {
        var lead = word.Length - word.TrimStart(Marks).Length;
        var core = word.Trim(Marks);
        var inner = core.Length > 1 && core.Skip(1).Any(char.IsUpper);
        var keeps = inner || (!first && core.Length > 0 && char.IsUpper(core[0]));
        return keeps
            ? Escape(word[..lead], braces)
                + "{"
                + Escape(core, braces)
                + "}"
                + Escape(word[(lead + core.Length)..], braces)
            : Escape(word, braces);
    }

    /// <summary>Whether each brace has its other half: BibTeX counts braces whether or not a backslash stands before them.</summary>
    private static bool AreBalanced(string text)
    {
        var depth = 0;
        foreach (var c in text)
        {
            depth += Braces.Step(c);
            if (depth < 0)
            {
                return false;
            }
        }

        return depth == 0;
    }

    private static string Escape(string text, bool braces)
    {
        var latex = new StringBuilder(text.Length + 8);
        var before = '\0';
        foreach (var c in text)
        {
            latex.Append(
                c switch
                {
                    '\\' => @"\textbackslash{}",
                    '{' or '}' when braces => @"\" + c,
                    '{' => @"\textbraceleft{}",
                    '}' => @"\textbraceright{}",
                    '&' => @"\&",
                    '%' => @"\%",
                    '$' => @"\$",
                    '#' => @"\#",
                    '_' => @"\_",
                    '^' => @"\textasciicircum{}",
                    '~' => @"\textasciitilde{}",
                    '<' => "$<$",
                    '>' => "$>$",
                    '`' => @"\`{}",
                    '\u00A0' => "~",

                    // Two of these together would be a dash or a quotation mark.
                    '-' or '\'' when c == before => "{}" + c,
                    _ => c.ToString(),
                }
            );
            before = c;
        }

        return latex.ToString();
    }
}
