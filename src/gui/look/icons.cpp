// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/look/icons.h"

#include <QByteArray>
#include <QColor>
#include <QFile>
#include <QIconEngine>
#include <QPainter>
#include <QPalette>
#include <QPixmap>
#include <QPixmapCache>
#include <QString>
#include <QSvgRenderer>

#include <algorithm>
#include <array>
#include <iterator>

// Outside of any namespace, as the macro demands. A static library's resources are not registered
// by themselves; registering them twice does no harm.
static void registerResources()
{
    Q_INIT_RESOURCE(resources);
    Q_INIT_RESOURCE(lessons);
}

namespace thaw {

namespace {

struct Drawing
{
    QString name;
    const char16_t *themeName; ///< in the freedesktop icon naming specification; null: none fits
};

// Each job has one of its own besides, named job-ID, for which no theme has a drawing.
const Drawing drawings[]{
        {QStringLiteral("run"), u"media-playback-start"},
        {QStringLiteral("pause"), u"media-playback-pause"},
        {QStringLiteral("resume"), nullptr},
        {QStringLiteral("step"), nullptr},
        {QStringLiteral("cancel"), u"media-playback-stop"},
        {QStringLiteral("threaded"), nullptr},
        {QStringLiteral("blocking"), nullptr},
        {QStringLiteral("export"), u"document-send"},
        {QStringLiteral("history"), u"document-open-recent"},
        {QStringLiteral("search"), u"edit-find"},
        {QStringLiteral("settings"), u"preferences-system"},
        {QStringLiteral("close"), u"window-close"},
        {QStringLiteral("info"), u"dialog-information"},
        {QStringLiteral("warning"), u"dialog-warning"},
        {QStringLiteral("success"), nullptr},
        {QStringLiteral("error"), u"dialog-error"},
        {QStringLiteral("unknown"), u"dialog-question"},
        {QStringLiteral("copy"), u"edit-copy"},
        {QStringLiteral("save"), u"document-save"},
        {QStringLiteral("more"), nullptr},
};

QString pathOf(const QString &name)
{
    return QStringLiteral(":/icons/%1.svg").arg(name);
}

/// The one-coloured icon of the desktop's theme, if it has one.
QIcon themeIcon(const char16_t *themeName)
{
    // Every desktop's theme falls back on hicolor, which has none of these: not worth a search.
    const QString theme = QIcon::themeName();
    if (!themeName || theme.isEmpty() || theme == QLatin1String("hicolor")) {
        return {};
    }
    const QString name = QString::fromUtf16(themeName) + QLatin1String("-symbolic");
    return QIcon::hasThemeIcon(name) ? QIcon::fromTheme(name) : QIcon();
}

/// Paints one of the drawings in one colour; nothing is read before the first painting.
class DrawingEngine : public QIconEngine
{
public:
    struct Colors
    {
        QColor normal, disabled, selected;
    };
    DrawingEngine(const Drawing &drawing, const Colors &colors)
        : m_drawing(drawing)
        , m_colors(colors)
    {}

    QIconEngine *clone() const override { return new DrawingEngine{*this}; }

    void paint(QPainter *painter, const QRect &rect, QIcon::Mode mode, QIcon::State state) override
    {
        const qreal ratio = painter->device()->devicePixelRatioF();
        QPixmap drawn = pixmap((QSizeF(rect.size()) * ratio).toSize(), mode, state);
        drawn.setDevicePixelRatio(1.0);
        painter->drawPixmap(rect, drawn);
    }

    QPixmap pixmap(const QSize &size, QIcon::Mode mode, QIcon::State) override
    {
        const QColor color = colorOf(mode);
        const QString key = QStringLiteral("thaw/%1/%2/%3x%4/%5")
                                    .arg(QIcon::themeName(), m_drawing.name)
                                    .arg(size.width())
                                    .arg(size.height())
                                    .arg(color.rgba());
        QPixmap result;
        if (!QPixmapCache::find(key, &result)) {
            result = render(size, color);
            QPixmapCache::insert(key, result);
        }
        return result;
    }

private:
    [[nodiscard]] QColor colorOf(QIcon::Mode mode) const
    {
        switch (mode) {
        case QIcon::Disabled:
            return m_colors.disabled;
        case QIcon::Selected:
            return m_colors.selected;
        case QIcon::Normal:
        case QIcon::Active:
            break;
        }
        return m_colors.normal;
    }

    [[nodiscard]] QPixmap render(const QSize &size, const QColor &color) const
    {
        QPixmap result(size);
        result.fill(Qt::transparent);
        QPainter painter(&result);
        const QRect area(QPoint(), size);
        if (const QIcon fromTheme = themeIcon(m_drawing.themeName); !fromTheme.isNull()) {
            fromTheme.paint(&painter, area);
            painter.setCompositionMode(QPainter::CompositionMode_SourceIn);
            painter.fillRect(area, color);
            return result;
        }
        registerResources();
        QFile file(pathOf(m_drawing.name));
        if (file.open(QIODevice::ReadOnly)) {
            QByteArray svg = file.readAll();
            svg.replace("currentColor", color.name().toLatin1());
            QSvgRenderer renderer(svg);
            renderer.setAspectRatioMode(Qt::KeepAspectRatio);
            painter.setOpacity(static_cast<double>(color.alphaF()));
            renderer.render(&painter, QRectF(area));
        }
        return result;
    }

    Drawing m_drawing;
    Colors m_colors;
};

QIcon iconIn(const QString &name, const DrawingEngine::Colors &colors)
{
    if (name.startsWith(QLatin1StringView("job-"))) {
        registerResources();
        return QFile::exists(pathOf(name)) ? QIcon(new DrawingEngine{{name, nullptr}, colors})
                                           : QIcon();
    }
    const auto found = std::ranges::find(drawings, name, &Drawing::name);
    return found == std::end(drawings) ? QIcon() : QIcon(new DrawingEngine{*found, colors});
}

} // namespace

QIcon icon(const QString &name, const QPalette &palette)
{
    return iconIn(name, {.normal = palette.color(QPalette::Active, QPalette::ButtonText),
                         .disabled = palette.color(QPalette::Disabled, QPalette::ButtonText),
                         .selected = palette.color(QPalette::Active, QPalette::HighlightedText)});
}

QIcon icon(const QString &name, const QColor &color)
{
    return iconIn(name, {.normal = color, .disabled = color, .selected = color});
}

QIcon applicationIcon()
{
    registerResources();
    QSvgRenderer renderer(QStringLiteral(":/icons/io.github.thaw.Thaw.svg"));
    QIcon result;
    for (const int side : {16, 32, 48, 128}) {
        QPixmap pixmap(side, side);
        pixmap.fill(Qt::transparent);
        QPainter painter(&pixmap);
        renderer.render(&painter);
        result.addPixmap(pixmap);
    }
    return result;
}

} // namespace thaw
