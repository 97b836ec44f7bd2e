// SPDX-License-Identifier: MIT
#pragma once

#include <QString>
#include <QtGlobal>

class QEvent;
class QObject;

namespace thaw {

class ThreadActivity;

/// Says what this thread is at, from its making to its end, to the probes that watch this thread:
/// their stalls then carry it as `what`. One within another takes over until it ends; the longest
/// names a stall.
///
/// Threads: each is made and ends on one thread. Where no probe has been made yet it does nothing,
/// so that code which runs now on a watched thread, now on another, has it in either case.
class Activity
{
public:
    /// Apart: its stalls are known and meant, such as a program's own show; they are listed and
    /// counted apart from others, so that these don't drown in them.
    enum class Counting { WithOthers, Apart };

    /// `what` is for people to read.
    explicit Activity(const QString &what, Counting counting = Counting::WithOthers);
    ~Activity();
    Q_DISABLE_COPY_MOVE(Activity)

private:
    ThreadActivity *const m_thread; // null where nobody watches
};

/// Within an activity, the events that this thread handles in a call of
/// QCoreApplication::processEvents(), until the end of this object: they are not the activity's.
class EventsAmid
{
public:
    EventsAmid();
    ~EventsAmid();
    Q_DISABLE_COPY_MOVE(EventsAmid)

private:
    ThreadActivity *const m_thread; // null where nobody watches
};

/// Names the stalls that no Activity names by the event that the watched thread handled. Make it in
/// an override of QCoreApplication::notify(), for as long as the event is being handled:
///
///     bool notify(QObject *receiver, QEvent *event) override
///     {
///         const thaw::HandledEvent handled(*receiver, *event);
///         return QApplication::notify(receiver, event);
///     }
///
/// An event that is sent while another is handled is part of that one, unless an event loop of its
/// own, such as a dialog's, handles it. It costs a small part of a microsecond; the clock isn't
/// read before a ping is late.
///
/// Threads: as Activity.
class HandledEvent
{
public:
    HandledEvent(const QObject &receiver, const QEvent &event);
    ~HandledEvent();
    Q_DISABLE_COPY_MOVE(HandledEvent)

private:
    ThreadActivity *m_thread; // null where nobody watches, and within another event
};

} // namespace thaw
