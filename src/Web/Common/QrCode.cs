using System.Globalization;
using System.Text;
using QRCoder;

namespace AgentBrain.Web.Common;

/// <summary>A QR code as the path of an SVG, a unit a module, with the quiet zone that readers need around it.</summary>
/// <param name="Size">Width and height.</param>
/// <param name="Path">The dark modules.</param>
public sealed record QrCode(int Size, string Path)
{
    public static QrCode Of(string text)
    {
        using var code = QRCodeGenerator.GenerateQrCode(text, QRCodeGenerator.ECCLevel.M);
        var path = new StringBuilder();
        for (var y = 0; y < code.ModuleMatrix.Count; y++)
        {
            var row = code.ModuleMatrix[y];
            for (var x = 0; x < row.Length; x++)
            {
                var start = x;
                while (x < row.Length && row[x])
                    x++;

                // A run of modules at once, so that no hairlines show between them.
                if (x > start)
                    path.Append(CultureInfo.InvariantCulture, $"M{start} {y}h{x - start}v1h-{x - start}z");
            }
        }
        return new QrCode(code.ModuleMatrix.Count, path.ToString());
    }
}
